using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The table of silos that share a process.</summary>
internal sealed class InMemoryMembershipTable : IMembershipTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, (MembershipEntry Entry, string Tag)> _rows = [];
    private long _lastTag;
    private TableVersion _version = new(0, "0");

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId)
    {
        lock (_lock)
        {
            _rows.Clear();
            _version = new TableVersion(0, "0");
        }

        return Task.CompletedTask;
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        lock (_lock)
        {
            foreach ((SiloAddress? key, (MembershipEntry Entry, string Tag) row) in _rows.ToArray())
            {
                if (row.Entry.Status == SiloStatus.Dead && row.Entry.IAmAliveTime < beforeDate.UtcDateTime)
                    _rows.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        lock (_lock)
        {
            return Task.FromResult(
                _rows.TryGetValue(key, out (MembershipEntry Entry, string Tag) row)
                    ? new MembershipTableData(Tuple.Create(row.Entry.Copy(), row.Tag), _version)
                    : new MembershipTableData(_version)
            );
        }
    }

    public Task<MembershipTableData> ReadAll()
    {
        lock (_lock)
            return Task.FromResult(new MembershipTableData([.. _rows.Values.Select(r => Tuple.Create(r.Entry.Copy(), r.Tag))], _version));
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        lock (_lock)
        {
            if (_rows.ContainsKey(entry.SiloAddress) || tableVersion.VersionEtag != _version.VersionEtag)
                return Task.FromResult(false);
            Write(entry, tableVersion);
            return Task.FromResult(true);
        }
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        lock (_lock)
        {
            if (
                !_rows.TryGetValue(entry.SiloAddress, out (MembershipEntry Entry, string Tag) row)
                || row.Tag != etag
                || tableVersion.VersionEtag != _version.VersionEtag
            )
                return Task.FromResult(false);
            Write(entry, tableVersion);
            return Task.FromResult(true);
        }
    }

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        lock (_lock)
        {
            if (!_rows.TryGetValue(entry.SiloAddress, out (MembershipEntry Entry, string Tag) row))
                throw new OrleansException($"The membership table has no row of {entry.SiloAddress}.");
            row.Entry.IAmAliveTime = entry.IAmAliveTime;
        }

        return Task.CompletedTask;
    }

    private void Write(MembershipEntry entry, TableVersion version)
    {
        _rows[entry.SiloAddress] = (entry.Copy(), NextTag());
        _version = new TableVersion(version.Version, NextTag());
    }

    private string NextTag() => (++_lastTag).ToString(CultureInfo.InvariantCulture);
}
