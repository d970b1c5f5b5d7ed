using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <content>What is written into the table, and what is seen there.</content>
internal sealed partial class MembershipAgent
{
    // When this silo first saw a row's heartbeat, or a vote, with the value that it still has.
    private readonly Dictionary<SiloAddress, (DateTime Value, long SeenAt)> _heartbeats = [];
    private readonly Dictionary<(SiloAddress Target, SiloAddress Voter, DateTime Time), long> _votes = [];
    private long _observedAt;

    /// <summary>A change of one row over the table as read: the new row, or null when nothing is to be done.</summary>
    private delegate MembershipEntry? Change(MembershipTableData data, int version);

    /// <summary>Reads, changes and writes until no other writer came between.</summary>
    /// <exception cref="OrleansException">Others came between too often.</exception>
    private async Task WriteAsync(Change change)
    {
        for (int attempt = 0; attempt < MaxWriteAttempts; attempt++)
        {
            MembershipTableData data = await RefreshAsync();

            // After the table was lost its version goes on from the view's, so that no version means two things.
            TableVersion version = new(Math.Max(data.Version.Version, View.Version) + 1, data.Version.VersionEtag);
            if (change(data, version.Version) is not { } entry)
                return;
            Tuple<MembershipEntry, string>? row = data.TryGet(entry.SiloAddress);
            bool written = row is null
                ? await _table.InsertRow(entry, version).WaitAsync(StoreTimeout, _time)
                : await _table.UpdateRow(entry, row.Item2, version).WaitAsync(StoreTimeout, _time);
            if (written)
            {
                Merge(MembershipView.Empty.Merge([entry], version.Version));
                _ = GossipAsync();
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(5, 50)), _time);
        }

        throw new OrleansException($"The membership table was changed by others {MaxWriteAttempts} times in a row.");
    }

    private Task WriteOwnStatusAsync(SiloStatus status) =>
        WriteAsync(
            (data, version) =>
            {
                if (IsEvicted)
                    return null;
                if (data.TryGet(Local)?.Item1 is { } own && own.Status >= status)
                    return null;
                MembershipEntry entry = _self.With(status, version);
                entry.IAmAliveTime = _time.GetUtcNow().UtcDateTime;
                return entry;
            }
        );

    private Task WriteDeathAsync(SiloAddress silo) =>
        WriteAsync(
            (data, version) =>
            {
                MembershipEntry? known = data.TryGet(silo)?.Item1 ?? View.Members.GetValueOrDefault(silo);
                if (known is null || data.TryGet(silo)?.Item1.Status == SiloStatus.Dead)
                    return null;

                // A death known already keeps its version: it is written again, not declared again.
                return View.Members.TryGetValue(silo, out MembershipEntry? seen) && seen.Status == SiloStatus.Dead
                    ? seen
                    : known.With(SiloStatus.Dead, version);
            }
        );

    private async Task HeartbeatAsync()
    {
        MembershipTableData data = await RefreshAsync();
        if (IsEvicted || _isLeaving)
            return;
        if (data.TryGet(Local) is null)
        {
            await RestoreAsync();
            return;
        }

        MembershipEntry entry = _self.Copy();
        entry.IAmAliveTime = _time.GetUtcNow().UtcDateTime;
        await _table.UpdateIAmAlive(entry).WaitAsync(StoreTimeout, _time);
        foreach ((MembershipEntry? row, string _) in data.Members)
        {
            if (row.Status != SiloStatus.Dead && View.StatusOf(row.SiloAddress) == SiloStatus.Dead)
                await WriteDeathAsync(row.SiloAddress);
        }
    }

    // The table was lost. Nobody is asked twice whether this silo still belongs: whoever declared it dead tells so now, or writes it again
    // later.
    private async Task RestoreAsync()
    {
        _logger.LogWarning("The membership table has lost the row of {Silo}: it is put back.", Local);
        await Task.WhenAll(View.Live.Where(s => !s.Equals(Local)).Select(TryExchangeAsync));
        if (IsEvicted || _isLeaving)
            return;
        await WriteAsync(
            (data, _) =>
                data.TryGet(Local) is null && View.Members.TryGetValue(Local, out MembershipEntry? own) && own.Status != SiloStatus.Dead
                    ? own
                    : null
        );
        IOrderedEnumerable<MembershipEntry> dead = View
            .Members.Values.Where(m => m.Status == SiloStatus.Dead)
            .OrderByDescending(m => m.StatusVersion);
        foreach (MembershipEntry? entry in dead.Take(_options.MaxDefunctSiloEntries ?? 25).ToList())
            await WriteDeathAsync(entry.SiloAddress);
    }

    private void Observe(MembershipTableData data)
    {
        lock (_lock)
        {
            long now = _time.GetTimestamp();

            // After a time without reading nothing can be said of heartbeats that did not change in it: nobody could write them either.
            if (_time.GetElapsedTime(_observedAt, now) > _options.IAmAliveTablePublishTimeout * 2)
                _heartbeats.Clear();
            _observedAt = now;
            foreach ((MembershipEntry? row, string _) in data.Members)
            {
                if (!_heartbeats.TryGetValue(row.SiloAddress, out (DateTime Value, long SeenAt) seen) || seen.Value != row.IAmAliveTime)
                    _heartbeats[row.SiloAddress] = (row.IAmAliveTime, now);
                foreach ((SiloAddress? voter, DateTime time) in row.SuspectTimes ?? [])
                    _votes.TryAdd((row.SiloAddress, voter, time), now);
            }

            foreach (
                KeyValuePair<(SiloAddress Target, SiloAddress Voter, DateTime Time), long> old in _votes
                    .Where(v => _time.GetElapsedTime(v.Value, now) > _options.DeathVoteExpirationTimeout * 2)
                    .ToList()
            )
                _votes.Remove(old.Key);
        }
    }

    private bool IsStale(SiloAddress silo)
    {
        lock (_lock)
            return _heartbeats.TryGetValue(silo, out (DateTime Value, long SeenAt) seen)
                && _time.GetElapsedTime(seen.SeenAt) > _options.AllowedIAmAliveMissPeriod;
    }

    private bool IsFresh(SiloAddress target, SiloAddress voter, DateTime vote)
    {
        lock (_lock)
            return _votes.TryGetValue((target, voter, vote), out long seen)
                && _time.GetElapsedTime(seen) < _options.DeathVoteExpirationTimeout;
    }
}
