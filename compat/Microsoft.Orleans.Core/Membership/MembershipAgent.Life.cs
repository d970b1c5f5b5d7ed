using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <content>How a silo joins and leaves.</content>
internal sealed partial class MembershipAgent
{
    private bool _isWatching;
    private bool _isLeaving;
    private bool _startedOverEmptyTable;

    /// <summary>Writes the silo's row and begins the heartbeat.</summary>
    /// <exception cref="OrleansException">The table could not be written within MaxJoinAttemptTime.</exception>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                await TryJoinAsync();
                break;
            }
            catch (Exception exception) when (exception is not OrleansConfigurationException)
            {
                if (_time.GetElapsedTime(started) > _options.MaxJoinAttemptTime)
                    throw new OrleansException($"Silo {Local} could not join within {_options.MaxJoinAttemptTime}.", exception);
                _logger.LogWarning(exception, "The membership table cannot be written yet.");
                await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken);
            }
        }

        _ = BeatAsync();
        if (_options.DefunctSiloCleanupPeriod is { } period)
            _ = CleanAsync(period);
    }

    /// <summary>Makes sure that the active silos are reached, or gone, and becomes active.</summary>
    /// <exception cref="OrleansException">The cluster declared this silo dead while it joined.</exception>
    public async Task BecomeActiveAsync(CancellationToken cancellationToken)
    {
        await WaitForRowsOfLostTableAsync(cancellationToken);
        await ValidateConnectivityAsync(cancellationToken);
        while (!await TryAsync(() => WriteOwnStatusAsync(SiloStatus.Active), "become active"))
            await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken);
        if (IsEvicted)
            throw new OrleansException($"Silo {Local} was declared dead while it joined.");
        lock (_lock)
        {
            _isWatching = _options.LivenessEnabled;
            UpdateWatches();
        }
    }

    /// <summary>Tells the others that this silo is leaving; it takes no new grains.</summary>
    public Task BeginLeavingAsync() => AnnounceAsync(SiloStatus.ShuttingDown);

    /// <summary>Tells the others that this silo holds nothing any more.</summary>
    public Task StopServingAsync() => AnnounceAsync(SiloStatus.Stopping);

    /// <summary>Writes that this silo is gone, and ends its part.</summary>
    public async Task EndAsync()
    {
        bool wasEvicted = IsEvicted;
        _isLeaving = true;
        if (!wasEvicted && LocalStatus >= SiloStatus.Joining)
            await TryAsync(() => WriteOwnStatusAsync(SiloStatus.Dead), "sign off");
        Dispose();
    }

    // What follows relies on the others knowing: they are told before it goes on.
    private async Task AnnounceAsync(SiloStatus status)
    {
        if (IsEvicted || !await TryAsync(() => WriteOwnStatusAsync(status), "announce that it leaves"))
            return;
        await GossipAsync();
    }

    private async Task TryJoinAsync()
    {
        await _table.InitializeMembershipTable(true).WaitAsync(StoreTimeout, _time);
        MembershipTableData data = await RefreshAsync();
        _startedOverEmptyTable = data.Members.Count == 0 && _table is not InMemoryMembershipTable;
        foreach ((MembershipEntry? row, string _) in data.Members)
        {
            if (row.SiloAddress.IsSuccessorOf(Local))
                throw new OrleansConfigurationException(
                    $"A later silo than {Local} has been at its endpoint: {row.SiloAddress}. Is the clock right?"
                );
            if (row.Status != SiloStatus.Dead && row.SiloAddress.IsPredecessorOf(Local))
                await WriteDeathAsync(row.SiloAddress);
        }

        await WriteOwnStatusAsync(SiloStatus.Joining);
    }

    private async Task WaitForRowsOfLostTableAsync(CancellationToken cancellationToken)
    {
        if (!_startedOverEmptyTable)
            return;
        TimeSpan limit = TimeSpan.FromSeconds(5);
        TimeSpan wait = _options.IAmAliveTablePublishTimeout * 2 < limit ? _options.IAmAliveTablePublishTimeout * 2 : limit;
        long started = _time.GetTimestamp();
        while (_time.GetElapsedTime(started) < wait && View.Active.Length == 0)
        {
            await Task.Delay(wait / 8, _time, cancellationToken);
            await TryAsync(RefreshAsync, "look for other silos");
        }
    }

    private async Task ValidateConnectivityAsync(CancellationToken cancellationToken)
    {
        Dictionary<SiloAddress, int> missed = new();
        Dictionary<SiloAddress, int> lost = new();
        while (true)
        {
            await TryAsync(RefreshAsync, "read the members");
            SiloAddress[] others = View.Active.Where(s => !s.Equals(Local)).ToArray();
            long round = _time.GetTimestamp();
            ProbeResult[] results = await Task.WhenAll(others.Select(s => ProbeAsync(s, cancellationToken)));
            for (int i = 0; i < others.Length; i++)
            {
                if (results[i] is ProbeResult.Answered or ProbeResult.Stalled)
                    continue;
                missed[others[i]] = missed.GetValueOrDefault(others[i]) + 1;
                if (results[i] == ProbeResult.Lost)
                    lost[others[i]] = lost.GetValueOrDefault(others[i]) + 1;
            }

            bool reached = results.Contains(ProbeResult.Answered);
            SiloAddress[] unreached = others.Where((_, i) => results[i] != ProbeResult.Answered).ToArray();
            if (unreached.Length == 0 || (reached && unreached.All(s => missed.GetValueOrDefault(s) >= _options.NumMissedProbesLimit)))
                return;
            if (
                Array.IndexOf(results, ProbeResult.Refused) is >= 0 and var refusing
                && missed[others[refusing]] % (5 * _options.NumMissedProbesLimit) == 1
            )
            {
                _logger.LogError(
                    "{Silo} does not join: active silos such as {Other} end its connections. Has it the certificate, cluster and "
                        + "service of the others?",
                    Local,
                    others[refusing]
                );
            }

            if (!reached)
            {
                IEnumerable<SiloAddress> gone = unreached.Where(s =>
                    lost.GetValueOrDefault(s) >= _options.NumMissedProbesLimit
                    || (missed.GetValueOrDefault(s) >= _options.NumMissedProbesLimit && IsStale(s))
                );
                foreach (SiloAddress? silo in gone)
                    await TryAsync(() => WriteDeathAsync(silo), "declare dead a silo of a former life of the cluster");
            }

            TimeSpan pause =
                (results.Contains(ProbeResult.TimedOut) ? _options.ProbeTimeout : _options.ProbeTimeout / 4) - _time.GetElapsedTime(round);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private async Task BeatAsync()
    {
        while (!_stopToken.IsCancellationRequested && !_isLeaving)
        {
            await TryAsync(HeartbeatAsync, "write the heartbeat");
            await TryDelayAsync(
                _options.IAmAliveTablePublishTimeout < _options.TableRefreshTimeout
                    ? _options.IAmAliveTablePublishTimeout
                    : _options.TableRefreshTimeout
            );
        }
    }

    private async Task CleanAsync(TimeSpan period)
    {
        while (!_stopToken.IsCancellationRequested)
        {
            await TryDelayAsync(period);
            if (LocalStatus == SiloStatus.Active)
                await TryAsync(CleanOnceAsync, "clean the membership table");
        }
    }

    private async Task CleanOnceAsync()
    {
        DateTimeOffset before = _time.GetUtcNow() - _options.DefunctSiloExpiration;
        if (_options.MaxDefunctSiloEntries is { } max)
        {
            Tuple<MembershipEntry, string>? dead = (await RefreshAsync())
                .Members.Where(m => m.Item1.Status == SiloStatus.Dead)
                .OrderByDescending(m => m.Item1.IAmAliveTime)
                .Skip(max)
                .FirstOrDefault();
            if (dead is not null && dead.Item1.IAmAliveTime > before)
                before = new DateTimeOffset(dead.Item1.IAmAliveTime, TimeSpan.Zero).AddTicks(1);
        }

        await _table.CleanupDefunctSiloEntries(before).WaitAsync(StoreTimeout, _time);
    }

    private async Task TryDelayAsync(TimeSpan period)
    {
        try
        {
            await Task.Delay(period, _time, _stopToken);
        }
        catch (OperationCanceledException)
        {
            _logger.LogDebug("{Silo} has stopped.", Local);
        }
    }

    // The boundary of the protocol to a store of any kind: it may be down, and everything is tried again by the next beat.
    private async Task<bool> TryAsync(Func<Task> action, string what)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _logger.LogWarning(exception, "{Silo} could not {What}.", Local, what);
            return false;
        }
    }
}
