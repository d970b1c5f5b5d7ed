using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <content>Probes and votes.</content>
internal sealed partial class MembershipAgent
{
    private readonly Dictionary<SiloAddress, Watch> _watches = [];

    private enum ProbeResult
    {
        Answered,
        TimedOut,
        Lost,
        Refused,
        Stalled,
    }

    /// <summary>Votes for a silo's death; with enough votes it is declared dead.</summary>
    private Task SuspectAsync(SiloAddress target) =>
        WriteAsync(
            (data, version) =>
            {
                MembershipEntry? known = data.TryGet(target)?.Item1 ?? View.Members.GetValueOrDefault(target);
                if (known is null || known.Status == SiloStatus.Dead || View.StatusOf(target) == SiloStatus.Dead)
                    return null;
                if (data.TryGet(Local)?.Item1.Status != SiloStatus.Active)
                    return null;
                HashSet<SiloAddress> active = data
                    .Members.Where(m => m.Item1.Status == SiloStatus.Active)
                    .Select(m => m.Item1.SiloAddress)
                    .ToHashSet();
                int votes = (known.SuspectTimes ?? [])
                    .Where(v => !v.Item1.Equals(Local) && !v.Item1.Equals(target))
                    .Count(v => active.Contains(v.Item1) && IsFresh(target, v.Item1, v.Item2));
                int needed = Math.Min(_options.NumVotesForDeathDeclaration, (active.Count(s => !IsStale(s)) + 1) / 2);
                bool isDead = votes + 1 >= needed;
                if (!isDead && (known.SuspectTimes ?? []).Exists(v => v.Item1.Equals(Local) && IsFresh(target, Local, v.Item2)))
                    return null;
                MembershipEntry entry = isDead ? known.With(SiloStatus.Dead, version) : known.Copy();
                entry.AddOrUpdateSuspector(Local, _time.GetUtcNow().UtcDateTime, Math.Max(_options.NumVotesForDeathDeclaration, 3));
                _logger.LogWarning(
                    "{Silo} {Verdict} {Target}: vote {Vote} of {Needed}.",
                    Local,
                    isDead ? "declares dead" : "suspects",
                    target,
                    votes + 1,
                    needed
                );
                return entry;
            }
        );

    // Called under the lock.
    private void UpdateWatches()
    {
        HashSet<SiloAddress> targets = _isWatching ? Targets() : [];
        foreach (SiloAddress? silo in _watches.Keys.Except(targets).ToList())
        {
            _watches[silo].Stop.Cancel();
            _watches.Remove(silo);
        }

        foreach (SiloAddress? silo in targets.Order())
        {
            if (_watches.ContainsKey(silo))
                continue;
            Watch watch = new(silo, _time);
            _watches.Add(silo, watch);
            _ = WatchAsync(watch);
        }
    }

    // The next silos on the ring of hashes: every silo is watched by as many others as it watches.
    private HashSet<SiloAddress> Targets()
    {
        int own = Local.GetConsistentHashCode();
        return
        [
            .. _view
                .Members.Values.Where(m => m.Status is >= SiloStatus.Joining and < SiloStatus.Dead && !m.SiloAddress.Equals(Local))
                .Select(m => m.SiloAddress)
                .OrderBy(s => unchecked((uint)(s.GetConsistentHashCode() - own)))
                .ThenBy(s => s)
                .Take(_options.NumProbedSilos),
        ];
    }

    private async Task WatchAsync(Watch watch)
    {
        CancellationToken stop = watch.Stop.Token;
        int missed = 0;
        try
        {
            await Task.Delay(_options.ProbeTimeout * _random.NextDouble(), _time, stop);
            while (!stop.IsCancellationRequested)
            {
                long started = _time.GetTimestamp();
                watch.IsProbing = true;
                ProbeResult result = await ProbeAsync(watch.Target, stop);
                watch.IsProbing = false;
                if (result == ProbeResult.Answered)
                    missed = 0;
                else if (result != ProbeResult.Stalled)
                    missed++;
                if (missed >= _options.NumMissedProbesLimit)
                {
                    await TrySuspectAsync(watch.Target);
                    missed = _options.NumMissedProbesLimit - 1;
                }

                TimeSpan period = result is ProbeResult.Lost or ProbeResult.Refused ? _options.ProbeTimeout / 10 : _options.ProbeTimeout;
                if (await watch.WaitAsync(period - _time.GetElapsedTime(started), stop))
                    missed++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _logger.LogDebug("{Silo} is no longer watched.", watch.Target);
        }
    }

    private async Task<ProbeResult> ProbeAsync(SiloAddress target, CancellationToken stop)
    {
        long started = _time.GetTimestamp();
        using CancellationTokenSource timeout = new(_options.ProbeTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            ReadOnlyMemory<byte> answer = await _transport.RequestAsync(target, ProbeService, default, both.Token).WaitAsync(both.Token);
            Hear(target, answer);
            return ProbeResult.Answered;
        }
        catch (Exception exception) when (IsPeersFault(exception) && !stop.IsCancellationRequested)
        {
            if (_time.GetElapsedTime(started) > _options.ProbeTimeout * 1.5)
                return ProbeResult.Stalled;
            if (exception is not SiloUnavailableException)
                return ProbeResult.TimedOut;
            return IsRefusal(exception.InnerException) ? ProbeResult.Refused : ProbeResult.Lost;
        }
    }

    // Somebody listened there and ended the connection before it was open: without the cluster's certificate, this is what a living silo
    // does.
    private static bool IsRefusal(Exception? cause) =>
        cause is not null && !(cause is SocketException || cause.InnerException is SocketException);

    private void Hear(SiloAddress target, ReadOnlyMemory<byte> answer)
    {
        using BinaryReader reader = new(new MemoryStream(answer.ToArray()));
        int version = reader.ReadInt32();
        ViewEpoch epoch = new(reader.ReadInt32(), reader.ReadUInt32());
        LoadReported?.Invoke(target, SiloLoad.Read(reader));
        if (version != View.Version || epoch != View.Epoch)
            _ = TryExchangeAsync(target);
    }

    private async Task TrySuspectAsync(SiloAddress target)
    {
        try
        {
            await SuspectAsync(target);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The boundary of the protocol to a store of any kind: while it is down nobody is declared dead.
            _logger.LogWarning(exception, "The vote about {Silo} could not be written.", target);
        }
    }

    private void OnConnectionLost(SiloAddress silo)
    {
        if (!_options.EnableConnectionLivenessCheck)
            return;
        Watch? watch;
        lock (_lock)
            _watches.TryGetValue(silo, out watch);
        if (watch is { IsProbing: false })
            watch.Wake();
    }

    private sealed class Watch(SiloAddress target, TimeProvider time)
    {
        private readonly Signal _signal = new(time);
        private long _round;

        public SiloAddress Target { get; } = target;

        public CancellationTokenSource Stop { get; } = new();

        public volatile bool IsProbing;

        public void Wake() => _signal.Fire();

        /// <summary>Waits for the next probe; true when a lost connection calls for it now.</summary>
        public async Task<bool> WaitAsync(TimeSpan period, CancellationToken stop)
        {
            long round = Interlocked.Exchange(ref _round, _signal.Round);
            return period > TimeSpan.Zero ? await _signal.WaitAsync(round, period, stop) : _signal.Round != round;
        }
    }
}
