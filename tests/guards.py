"""Lines that guard the product, by room: each names the test that fails when it is broken."""

from typing import NamedTuple


class Guard(NamedTuple):
    """A text inside of one definition, what breaks it, and who notices; none of them by file."""

    symbol: str
    text: str
    instead: str
    test: str


GUARDS: dict[str, tuple[Guard, ...]] = {
    "accounts": (
        Guard(
            "by_token",
            "token.revoked_at is not None or",
            "False or",
            "test_t33_what_is_revoked_or_over_is_refused_at_the_next_request[sqlite]",
        ),
        Guard(
            "enabled",
            "or account.disabled_at is not None",
            "or False",
            "test_t34_a_disabled_account_or_a_role_taken_away_counts_at_once[sqlite]",
        ),
        Guard(
            "by_password",
            "or not is_right",
            "or False",
            "test_t31_unknown_and_wrong_are_one_answer[sqlite-bien-tap@yenhoa.example-sai]",
        ),
        Guard(
            "by_password",
            "or account.disabled_at is not None",
            "or False",
            "test_t31_who_has_no_password_or_is_disabled_is_told_no_more[sqlite]",
        ),
        Guard(
            "by_password",
            "brake.take(tries, at)",
            "None",
            "test_t30_a_guess_too_many_is_answered_429_with_the_wait[sqlite]",
        ),
        Guard(
            "take",
            ", tries.account))",
            ",))",
            "test_t30_nor_is_one_account_from_however_many_networks[sqlite]",
        ),
        Guard(
            "take",
            "(tries.network, tries",
            "(tries.account, tries",
            "test_t30_one_network_is_looked_at_no_more_than_thirty_times_an_hour[sqlite]",
        ),
        Guard(
            "tries",
            'network.hex() if is_owner or rows.exists() else ""',
            '""',
            "test_t30_the_owner_comes_in_from_where_they_were_while_others_guess[sqlite]",
        ),
        Guard(
            "matches",
            "kept or _nobodys()",
            'kept or ""',
            "test_t31_who_is_unknown_is_refused_after_as_much_work[sqlite]",
        ),
        Guard(
            "by_secret",
            "session is None or session.is_pending",
            "session is None",
            "test_t36_who_owes_the_second_factor_reaches_nothing_else[sqlite]",
        ),
        Guard(
            "by_password",
            "if second_factor.is_on(account.id) and not is_proved:",
            "if False:",
            "test_t32_a_reset_passes_the_second_factor_only_where_it_says_so[sqlite-False-True]",
        ),
        Guard(
            "by_code",
            "brake.take(tries, at)",
            "None",
            "test_t36_ten_thousand_guesses_are_not_looked_at[sqlite]",
        ),
        Guard(
            "_is_taken",
            "(SecondFactor.last_step < step)",
            "SecondFactor.is_confirmed",
            "test_t36_a_code_is_taken_once_and_only_near_its_time[sqlite]",
        ),
        Guard(
            "is_right",
            "bool(RecoveryCode.delete()",
            "bool(RecoveryCode.select()",
            "test_t36_a_recovery_code_is_good_once_however_it_is_written[sqlite]",
        ),
        Guard(
            "choose_password",
            "if row.drops_second_factor:",
            "if True:",
            "test_t32_a_reset_passes_the_second_factor_only_where_it_says_so[sqlite-False-True]",
        ),
        Guard(
            "confirm_second_factor",
            "sessions.end_all(account.id, but=session)",
            "None",
            "test_a_person_sets_it_up_and_is_asked_for_it_from_then_on[sqlite]",
        ),
        Guard(
            "_in_person",
            "raise SessionRequired",
            "pass",
            "test_a_program_with_a_machine_token_changes_nothing_of_its_owner[sqlite]",
        ),
        Guard(
            "_in_person",
            "raise CodeRequired",
            "pass",
            "test_a_session_that_is_long_ago_gives_a_code_again[sqlite]",
        ),
        Guard(
            "change_password",
            "raise WrongPassword",
            "pass",
            "test_somebody_changes_name_and_password[sqlite]",
        ),
        Guard(
            "begin",
            "hash=secrets.hash_of(secret)",
            "hash=secret",
            "test_t33_no_row_holds_the_secret_of_a_session[sqlite]",
        ),
        Guard(
            "grant",
            "sessions.end_all(account.id)",
            "None",
            "test_t34_a_change_of_role_or_password_ends_every_session[sqlite-role]",
        ),
        Guard(
            "_set_password",
            "sessions.end_all(account.id)",
            "None",
            "test_t34_a_change_of_role_or_password_ends_every_session[sqlite-password]",
        ),
        Guard(
            "disable",
            "sessions.end_all(account.id)",
            "None",
            "test_t34_a_change_of_role_or_password_ends_every_session[sqlite-disabled]",
        ),
        Guard(
            "create_session",
            "sessions.end(before)",
            "None",
            "test_t34_a_sign_in_begins_a_session_of_its_own_and_ends_the_one_before[sqlite]",
        ),
        Guard(
            "choose_password",
            "row is None or row.expires_at <= at",
            "row is None",
            "test_t32_a_link_is_good_for_its_time[sqlite-True-1]",
        ),
        Guard(
            "choose_password",
            "OneTimeLink.delete()",
            "OneTimeLink.select()",
            "test_t32_a_link_is_good_once_and_only_the_last_one[sqlite]",
        ),
        Guard(
            "require_own_page",
            "not is_ours or",
            "False or",
            "test_t35_no_other_page_acts_by_a_cookie[sqlite-another]",
        ),
        Guard(
            "require_own_page",
            'or site not in ("same-origin", "none")',
            "",
            "test_t35_no_other_page_acts_by_a_cookie[sqlite-a page of the same site]",
        ),
        Guard(
            "_before",
            "authoring.require_own_page(is_named=False)",
            "None",
            "test_t35_nobody_is_signed_in_by_another_page_or_by_a_form[sqlite]",
        ),
        Guard(
            "_require_safe_line",
            "raise HttpsRequired",
            "return",
            "test_over_plain_http_this_machine_alone_is_answered[sqlite-http://portal.test-403]",
        ),
        Guard(
            "require_role",
            "if not actor.may_write:",
            "if False:",
            "test_a_token_for_reading_shows_its_owners_roles_and_changes_nothing[sqlite]",
        ),
        Guard(
            "create_token",
            "hash=secrets.hash_of(secret)",
            "hash=secret",
            "test_t33_no_row_holds_a_secret[sqlite]",
        ),
    ),
    "publishing": (
        Guard(
            "claim",
            "(Document.id == document.id) & (Document.version == expected)",
            "Document.id == document.id",
            "test_f11_of_many_who_publish_one_version_one_wins[sqlite]",
        ),
        Guard(
            "require",
            "if document.is_trashed and command not in",
            "if False and command not in",
            "test_t25_only_the_table_leads_on_and_every_other_step_is_refused[sqlite-trashed draft]",  # noqa: E501 - its name
        ),
        Guard(
            "require_role",
            "if actor.role_on(document.site) < needed:",
            "if False:",
            "test_t25_only_the_table_leads_on_and_every_other_step_is_refused[sqlite-draft]",
        ),
        Guard(
            "Actor.role_on",
            "self.roles.get(site, 0)",
            "max(self.roles.values(), default=0)",
            "test_the_identity_of_a_site_is_its_admins[sqlite]",
        ),
        Guard(
            "require_second_person",
            "raise SecondPersonRequired",
            "return False",
            "test_t25_nobody_publishes_or_schedules_their_own_last_words[sqlite]",
        ),
        Guard(
            "check_gates",
            "if blocking:",
            "if False:",
            "test_a_gate_that_became_stricter_keeps_it_in[sqlite]",
        ),
        Guard(
            "_attempt",
            "if not _won(each):",
            "if False:",
            "test_two_tickers_at_once_do_each_thing_once[sqlite]",
        ),
        Guard(
            "_publish",
            "if end is not None and end <= at:",
            "if False:",
            "test_what_could_not_go_out_before_its_end_stays_in[sqlite]",
        ),
        Guard(
            "_is_over",
            "return last.is_frozen or is_public or",
            "return is_public or",
            "test_what_was_handed_on_is_never_changed_again[sqlite-submit]",
        ),
        Guard(
            "save",
            "named.require(document, loaded)",
            "pass",
            "test_t74_a_save_is_held_to_it_too_and_told_everything_at_once[sqlite]",
        ),
        Guard(
            "missing",
            "there.get(each.name) != each.type",
            "False",
            "test_t74_a_reference_names_what_is_on_the_same_site[sqlite-article-category-category]",
        ),
        Guard(
            "_rows",
            "(Document.site == site) & Document.trashed_at.is_null()",
            "Document.trashed_at.is_null()",
            "test_t74_a_reference_names_what_is_on_the_same_site[sqlite-page-parent-page]",
        ),
        Guard(
            "_missing_media",
            "if each.name not in known_images",
            "if False",
            "test_t74_media_are_kept_and_of_the_right_kind[sqlite-article-cover]",
        ),
        Guard(
            "_of_bodies",
            'str(html.sanitise(each or "", free_hosts=free_hosts))',
            'str(each or "")',
            "test_t15_what_stands_in_the_database_is_sanitised_before_it_is_shown",
        ),
        Guard(
            "Budget.spend",
            "self.is_spent or steps > self._left",
            "False",
            "test_what_is_too_much_is_told_and_still_right",
        ),
        Guard(
            "found_in",
            "for gate in _OF_ALL:",
            "for gate in ():",
            "test_every_type_with_a_text_is_looked_at[sqlite-page]",
        ),
        Guard(
            "found_in",
            "[*_gone(publication)]",
            "[]",
            "test_t74_what_has_gone_since_it_was_named_is_found_at_publication[sqlite]",
        ),
        Guard(
            "missing_alts",
            "_old(each.pointer) if each.media in old else _new(each.pointer)",
            "_old(each.pointer)",
            "test_an_image_that_is_public_without_words_only_warns[sqlite]",
        ),
        Guard(
            "skipped_headings",
            "if level > above + 1:",
            "if False:",
            "test_headings_skip_no_level[sqlite-<h3>a</h3>-places2]",
        ),
        Guard(
            "_known",
            "yield from _values(look, look.live)",
            "yield from ()",
            "test_personal_data_is_told_once_for_each_new_value[sqlite]",
        ),
        Guard(
            "_own_numbers",
            "(Document.site == site) & (Document.public == Public.LIVE)",
            "(Document.public == Public.LIVE)",
            "test_numbers_of_another_commune_are_somebodys[sqlite]",
        ),
        Guard(
            "Look.live",
            "document.public != Public.LIVE or",
            "",
            "test_what_was_withdrawn_is_new_again[sqlite]",
        ),
        Guard(
            "spam_words",
            'unicodedata.normalize("NFKC", text).lower().translate(_FOREIGN)',
            "text",
            "test_t61_nineteen_of_twenty_disguises_are_seen",
        ),
        Guard(
            "mark_embedding_rows",
            "each.model.update(render_version=STALE).where(showing).execute()",
            "pass",
            "test_a_renamed_category_reaches_its_articles_as_changes[sqlite]",
        ),
    ),
    "authoring": (
        Guard(
            "guarded",
            "if found is None:\n            raise PreconditionRequired",
            "found = found or _TAG.fullmatch('\"v1\"')",
            "test_every_write_names_one_version_by_one_strong_tag[sqlite]",
        ),
        Guard(
            "visible_at",
            "require_version(document, version)",
            "pass",
            "test_a_write_on_an_older_version_changes_nothing[sqlite]",
        ),
        Guard(
            "once",
            "return _take(mine) or _keep(mine, view(*args, **kwargs))",
            "return view(*args, **kwargs)",
            "test_f13_fifty_at_once_have_one_effect_and_equal_answers[sqlite]",
        ),
        Guard(
            "_take",
            "if kept.body_hash != mine.body_hash:",
            "if False:",
            "test_f13_another_body_under_the_same_key_is_refused[sqlite]",
        ),
        Guard(
            "visible",
            "or not _may_see(actor, document):",
            "or False:",
            "test_t20_what_one_may_not_see_is_the_404_of_an_id_that_nobody_has[sqlite]",
        ),
        Guard(
            "_clauses",
            "yield seen_by(actor)",
            'yield "1 = 1", []',
            "test_t29_lists_show_what_the_loader_shows[sqlite]",
        ),
        Guard(
            "remove",
            "if users:",
            "if False:",
            "test_what_something_public_shows_is_not_thrown_away[sqlite]",
        ),
        Guard(
            "parse",
            "json_bounds.check(raw)",
            "pass",
            "test_t52_a_body_is_read_strictly[sqlite]",
        ),
        Guard(
            "Lanes.of",
            "if path.startswith(AUTHORING) and method not in _READING:",
            "if False:",
            "test_writers_hold_no_thread_that_a_reader_could_have",
        ),
    ),
    "log and digest": (
        Guard(
            "Pending.write",
            "if change_signal.has_said_more(epoch, first):",
            "if False:",
            "test_f35_whoever_follows_the_log_renews_the_epoch_once[sqlite]",
        ),
        Guard(
            "Pending.write",
            "self.tx.after_commit(lambda: change_signal.announce(seq, epoch))",
            "change_signal.announce(seq, epoch)",
            "test_the_node_is_told_nothing_of_a_commit_that_fails[sqlite]",
        ),
        Guard(
            "event_hash",
            "previous,",
            "",
            "test_it_notices_whoever_meddles_with_the_past[sqlite-alter_and_seal_again-3]",
        ),
        Guard(
            "first_broken_event",
            "return None if is_whole else number + 1",
            "return None",
            "test_it_notices_whoever_meddles_with_the_past[sqlite-truncate-4]",
        ),
        Guard(
            "term",
            "{identity}/{seq}/{content_hash}",
            "{identity}/{seq}",
            "test_a_term_is_of_the_type_the_id_the_number_of_the_change_and_the_content",
        ),
        Guard(
            "NodeFile.announce",
            "max(seq, self.read().seq) if is_same else seq",
            "seq",
            "test_it_never_moves_the_head_back",
        ),
    ),
    "change feed": (
        Guard(
            "_checked",
            "if position.epoch != head.epoch:",
            "if False:",
            "test_a_cursor_of_another_life_of_the_portal_is_gone[sqlite]",
        ),
        Guard(
            "_checked",
            "if position.scope != scope.name:",
            "if False:",
            "test_a_cursor_for_other_filters_is_a_bad_parameter[sqlite]",
        ),
        Guard(
            "_is_too_old",
            "missed.at < at - KEPT",
            "False",
            "test_a_cursor_is_gone_when_tombstones_after_it_may_be[sqlite-401-410]",
        ),
    ),
    "cache": (
        Guard(
            "ResponseCache._read",
            "is_current = change_signal.state().seq == seq and not scope.is_outdated",
            "is_current = True",
            "test_nothing_is_promised_for_what_changed_while_it_was_answered[sqlite]",
        ),
        Guard(
            "ResponseCache._fresh",
            "entry is not None and entry.is_proof and not self._is_at_head()",
            "False",
            "test_f35_a_kept_page_is_not_given_once_another_node_has_committed[sqlite]",
        ),
        Guard(
            "ResponseCache._key",
            "(*key, day_of(now()).isoformat())",
            "key",
            "test_what_was_answered_yesterday_is_not_kept_for_today[sqlite]",
        ),
        Guard(
            "changed_tags",
            ', f"list:{change.type}:{change.site}"]',
            "]",
            "test_an_article_drops_itself_and_the_lists_it_can_be_in[sqlite]",
        ),
        Guard(
            "Entries.put",
            "if seq != self.seq:",
            "if False:",
            "test_it_keeps_what_was_made_when_the_log_stood_where_it_stands",
        ),
        Guard(
            "_as_get",
            '"HTTP_RANGE": ""',
            '"HTTP_X": ""',
            "test_it_answers_validators_ranges_and_head[sqlite]",
        ),
    ),
    "lists and addresses": (
        Guard(
            "Listing.page",
            'sign, way = ("<", " DESC") if self.descending else (">", "")',
            'sign, way = ("<=", " DESC") if self.descending else (">=", "")',
            "test_t56_pages_hold_what_stayed_once_while_others_come_and_go[sqlite-sort=-published_at]",
        ),
        Guard(
            "_signer",
            'salt=f"cursor:{scope}"',
            'salt="cursor"',
            "test_t56_a_cursor_is_good_for_its_own_list_alone[sqlite-]",
        ),
        Guard(
            "Hosts.is_ours",
            "return host in self._trusted or",
            "return True or",
            "test_t47_it_answers_to_no_other_name[evil.example]",
        ),
        Guard(
            "headers",
            '("X-Content-Type-Options", "nosniff"),',
            "",
            "test_t49_every_answer_carries_the_guards_once[sqlite]",
        ),
        Guard(
            "escaped",
            "for character, escape in _ESCAPES:",
            "for character, escape in ():",
            "test_t07_no_text_leaves_its_place[sqlite]",
        ),
    ),
    "counting": (
        Guard(
            "is_person",
            "return not crawlers.is_crawler(agent)",
            "return True",
            "test_v06_programs_are_not_counted",
        ),
        Guard(
            "network_of",
            "packed[12:] if is_ipv4 else packed[:8]",
            "packed[12:] if is_ipv4 else packed",
            "test_it_is_the_part_that_one_connection_has",
        ),
        Guard(
            "renew_salts",
            "ours.destroy_outside(first, today + 1)",
            "pass",
            "test_a_day_keeps_its_salt_and_the_next_has_another[sqlite]",
        ),
        Guard(
            "fold_journal",
            "execute(_PUT_OFFSET, (path.name, offset + len(data)), on=views_db)",
            "pass",
            "test_v03_a_fold_is_not_repeated_by_whoever_comes_next[sqlite-file]",
        ),
    ),
    "calendar, notices, banners": (
        Guard(
            "_end",
            "end if end > start else end + timedelta(days=1)",
            "end",
            "test_an_entry_stands_at_its_time_or_in_a_block_of_its_session[sqlite-facts1-start1-end1]",
        ),
        Guard(
            "is_active",
            "at < datetime.fromisoformat(expires)",
            "at <= datetime.fromisoformat(expires)",
            "test_it_is_active_until_the_moment_and_not_at_it[sqlite]",
        ),
        Guard(
            "NoticeType.ending",
            "+ ONE_DAY",
            "",
            "test_at_the_end_of_its_last_day_it_goes_with_its_files[sqlite]",
        ),
    ),
    "search": (
        Guard(
            "ask",
            "if holds_citizen_number(text):",
            "if False:",
            "test_nobody_is_found_by_the_number_of_a_citizen[sqlite-038.090.001.234]",
        ),
        Guard(
            "Question.levels",
            "(as_typed, partly, loosely)",
            "(loosely,)",
            "test_it_finds_what_the_corpus_says_in_its_order",
        ),
    ),
    "rich text": (
        Guard(
            "settle.link",
            'losses.add("link_dropped"',
            '(lambda *_: None)("link_dropped"',
            "test_a_loss_says_how_often_what_and_after_which_words",
        ),
        Guard(
            "absence",
            "return DELETED",
            "return None",
            "test_t79_what_was_deleted_in_a_word_processor_is_gone",
        ),
        Guard(
            "refuse_excess",
            "if tags > MAX_TAGS:",
            "if False:",
            "test_a_body_with_too_many_tags_is_refused",
        ),
        Guard(
            "_Depth.follow",
            "if too_deep or self._reopenings > MAX_REOPENINGS:",
            "if False:",
            "test_a_body_nested_too_deep_is_refused[lists]",
        ),
    ),
    "media": (
        Guard(
            "Worker.__init__",
            "env=_environment(),",
            "",
            "test_it_knows_no_secret_of_its_parent",
        ),
        Guard(
            "Worker.is_usable",
            "self._is_sound and ",
            "",
            "test_an_interrupted_exchange_is_not_continued_by_the_next_image",
        ),
        Guard(
            "check_header",
            "if _count_scans(data, kind) > MAX_SCANS:",
            "if False:",
            "test_t50_a_file_that_is_walked_for_ever_is_refused_at_once",
        ),
        Guard(
            "_read_answer",
            'format not in ("jpeg", "png", "webp") or',
            "",
            "test_a_worker_is_believed_as_little_as_the_file_that_it_read[1]",
        ),
        Guard(
            "get_media",
            "FOREVER if is_image(key) else A_DAY",
            "FOREVER",
            "test_t03_it_is_shown_or_saved_and_can_do_nothing[sqlite-pdf]",
        ),
        Guard(
            "_take_away",
            "files.withdraw(keys - queries.needed(keys))",
            "pass",
            "test_t21_it_is_public_from_the_publication_to_the_withdrawal[sqlite]",
        ),
        Guard(
            "put_right",
            "files.withdraw(public - needed)",
            "pass",
            "test_t21_what_a_killed_process_left_is_put_right[sqlite]",
        ),
    ),
    "gateway and supervision": (
        Guard(
            "receive",
            "if told is not None and told.isdecimal() and int(told) > most:",
            "if False:",
            "test_a_body_that_says_it_is_too_large_is_not_read_at_all",
        ),
        Guard(
            "Gateway._made",
            "if lane.is_full:",
            "if False:",
            "test_what_would_wait_in_vain_is_refused",
        ),
        Guard(
            "Pauses.after_death",
            "return _PAUSES[min(len(recent), len(_PAUSES) - 1)]",
            "return 0.0",
            "test_pauses_grow_with_deaths_that_follow_each_other",
        ),
        Guard(
            "Breaker._try_to_close",
            "self._next_probe_at = time.monotonic() + _PROBE_PAUSE",
            "pass",
            "test_a_probe_without_an_answer_is_not_repeated_at_once",
        ),
        Guard(
            "_Running.is_its_turn",
            "if self.thread is not None and self.thread.is_alive():",
            "if False:",
            "test_a_job_that_waits_for_the_network_delays_no_due_publication[sqlite]",
        ),
    ),
    "settings": (
        Guard(
            "check_private",
            "if mode & (stat.S_IROTH | stat.S_IWOTH):",
            "if False:",
            "test_t81_it_refuses_a_secret_that_everybody_may_read",
        ),
    ),
    "import": (
        Guard(
            "refusals",
            "overwrite or document.version == known.version",
            "True",
            "test_a_changed_line_of_what_was_edited_here_is_a_fault[sqlite]",
        ),
        Guard(
            "is_taken_away",
            "return document.is_trashed or document.purged_at is not None or is_withdrawn_here",
            "return False",
            "test_what_was_taken_away_here_stays_so[sqlite-options0]",
        ),
        Guard(
            "_check_sizes",
            "if size > _RATIO_FROM and size > MAX_RATIO * source:",
            "if False:",
            "test_t51_a_zip_that_bursts_is_refused_packed",
        ),
        Guard(
            "_check",
            'name.is_absolute() or ".." in name.parts or',
            "",
            "test_t13_it_refuses_a_member_that_would_lead_out[<lambda>-leads out of the bundle0]",
        ),
        Guard(
            "Importer.run",
            "self._stop_at_faults(beyond=0)",
            "pass",
            "test_it_tells_every_fault_of_the_whole_bundle_at_once[sqlite]",
        ),
    ),
    "tools": (
        Guard(
            "read_page",
            "_require(each.told == each.hash,",
            "_require(True,",
            "test_t13_a_page_that_breaks_the_contract_is_refused_whole[a hash of something else]",
        ),
        Guard(
            "Report.is_identical",
            "and not self.faults",
            "",
            "test_a_media_file_with_other_bytes_is_not_kept[another bit]",
        ),
        Guard(
            "_require_young",
            "if seconds > _life(control):",
            "if False:",
            "test_f35_it_refuses_what_a_cache_had_too_long[an age, though it asks each time]",
        ),
    ),
}
