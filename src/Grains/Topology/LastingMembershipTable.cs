using Microsoft.Extensions.Logging;

// The members with a token came within 10.4 and do no more than to call these, which every 10.4 has.
#pragma warning disable CS0618
namespace RagCluster.Grains.Topology;

/// <summary>
/// A members' table that outlives the loss of its data. Orleans never writes a row again: over a store that came back empty no silo could
/// be declared dead, and one that joins would see itself alone. So each silo remembers the newest rows that it read, and when the store has
/// an older version than those, puts back what is missing and counts the version up to where it was. Until then its readers get no older
/// version, and other silos take none.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="isLoss">Whether a failure to read says that the rows are gone: some tables refuse to be read then.</param>
/// <param name="log">Says when rows were lost.</param>
internal sealed partial class LastingMembershipTable(
    IMembershipTable table,
    Func<Exception, bool> isLoss,
    ILogger<LastingMembershipTable> log
) : IMembershipTable
{
    // Each step adds a row or counts one up, or another silo's step came first: many more than any cluster has.
    private const int StepsMax = 10_000;
    private readonly SemaphoreSlim _restoring = new(1);
    private readonly Lock _lock = new();
    private MembershipTableData? _newest;

    /// <inheritdoc/>
    public Task InitializeMembershipTable(bool tryInitTableVersion) => table.InitializeMembershipTable(tryInitTableVersion);

    /// <inheritdoc/>
    public Task DeleteMembershipTableEntries(string clusterId) => table.DeleteMembershipTableEntries(clusterId);

    /// <inheritdoc/>
    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => table.CleanupDefunctSiloEntries(beforeDate);

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadAll()
    {
        MembershipTableData data = await ReadStoreAsync();
        return Keep(data) ? data : await RestoreAsync();
    }

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        await ReadAll();
        return await table.ReadRow(key);
    }

    /// <inheritdoc/>
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => table.InsertRow(entry, tableVersion);

    /// <inheritdoc/>
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        table.UpdateRow(entry, etag, tableVersion);

    /// <summary>Writes the heartbeat, and looks whether the row is still there: nothing else is done as often.</summary>
    public async Task UpdateIAmAlive(MembershipEntry entry)
    {
        await ReadAll();
        await table.UpdateIAmAlive(entry);
    }

    // Who knows no rows has none to put back: the first silo of a cluster whose table was never made learns it.
    private bool Knows
    {
        get
        {
            lock (_lock)
            {
                return _newest is { Members.Count: > 0 };
            }
        }
    }

    /// <summary>Remembers what was read; false when something newer is known, so that it can't be the truth.</summary>
    private bool Keep(MembershipTableData data)
    {
        lock (_lock)
        {
            if (_newest is { Members.Count: > 0 } && data.Version.Version < _newest.Version.Version)
                return false;
            _newest = data;
            return true;
        }
    }

    private async Task<MembershipTableData> ReadStoreAsync()
    {
        try
        {
            return await table.ReadAll();
        }
        catch (Exception failure) when (isLoss(failure) && Knows)
        {
            await table.InitializeMembershipTable(tryInitTableVersion: true);
            return await table.ReadAll();
        }
    }

    private async Task<MembershipTableData> RestoreAsync()
    {
        await _restoring.WaitAsync();
        try
        {
            MembershipTableData known = _newest!;
            for (int step = 0; step < StepsMax; step++)
            {
                MembershipTableData data = await ReadStoreAsync();
                // A silo that joins counts the version up too: it says nothing about the rows.
                if (NextStep(data, known) is not { } next)
                {
                    Keep(data);
                    return data;
                }

                await next();
            }
        }
        finally
        {
            _restoring.Release();
        }

        throw new OrleansException(
            "The table of the cluster's members lost its rows and could not be restored: others write it all the time."
        );
    }

    // Whether a write succeeds does not matter: where another silo was faster, the next step begins with what that one wrote.
    private Func<Task>? NextStep(MembershipTableData data, MembershipTableData known)
    {
        if (data.Version.Version == 0)
            return () => InitializeAsync(known);
        if (known.Members.FirstOrDefault(member => data.TryGet(member.Item1.SiloAddress) is null) is { } missing)
            return () => table.InsertRow(missing.Item1, data.Version.Next());
        // A silo's status only goes on; a store that went back to an older state must not wake the dead.
        MembershipEntry? further = known
            .Members.Select(member => member.Item1)
            .FirstOrDefault(entry => entry.Status > data.TryGet(entry.SiloAddress)!.Item1.Status);
        if (further is null && data.Version.Version < known.Version.Version)
            further = data.Members[0].Item1;
        return further is null ? null : () => table.UpdateRow(further, data.TryGet(further.SiloAddress)!.Item2, data.Version.Next());
    }

    private async Task InitializeAsync(MembershipTableData known)
    {
        LogLost(known.Version.Version);
        await table.InitializeMembershipTable(tryInitTableVersion: true);
        await table.InsertRow(known.Members[0].Item1, (await table.ReadAll()).Version.Next());
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The table of the cluster's members has lost its rows, which were at version {Version}: they are put back"
    )]
    private partial void LogLost(int version);
}
