namespace Orleans.Cluster.Tests.Simulation;

/// <summary>The membership table: slow, sometimes down, sometimes emptied. It remembers who was ever declared dead.</summary>
internal sealed class SimTable(SimWorld world)
{
    private readonly InMemoryMembershipTable _table = new();

    public bool IsDown { get; set; }

    public HashSet<SiloAddress> DeclaredDead { get; } = [];

    public int DeclaredWhileDown { get; private set; }

    public void Wipe() => _table.DeleteMembershipTableEntries("");

    public Task<MembershipTableData> ReadAsync() => _table.ReadAll();

    /// <summary>The table as one process reaches it.</summary>
    public IMembershipTable For(SimTime time) => new Access(this, time);

    private async Task<T> ReachAsync<T>(SimTime time, Func<Task<T>> action)
    {
        await Task.Delay(world.Chance(0.0005, 0.01), time);
        if (IsDown)
            throw new OrleansException("The store is down.");
        T? result = await action();
        await Task.Delay(world.Chance(0.0005, 0.01), time);
        return result;
    }

    private async Task<bool> WriteAsync(MembershipEntry entry, Func<Task<bool>> write)
    {
        if (!await write())
            return false;
        if (entry.Status == SiloStatus.Dead)
        {
            DeclaredDead.Add(entry.SiloAddress);
            if (IsDown)
                DeclaredWhileDown++;
        }

        return true;
    }

    private sealed class Access(SimTable table, SimTime time) : IMembershipTable
    {
        public Task InitializeMembershipTable(bool tryInitTableVersion) => table.ReachAsync(time, () => Task.FromResult(true));

        public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

        public Task<MembershipTableData> ReadRow(SiloAddress key) => table.ReachAsync(time, () => table._table.ReadRow(key));

        public Task<MembershipTableData> ReadAll() => table.ReachAsync(time, () => table._table.ReadAll());

        public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
            table.ReachAsync(time, () => table.WriteAsync(entry, () => table._table.InsertRow(entry, tableVersion)));

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
            table.ReachAsync(time, () => table.WriteAsync(entry, () => table._table.UpdateRow(entry, etag, tableVersion)));

        public Task UpdateIAmAlive(MembershipEntry entry) =>
            table.ReachAsync(
                time,
                async () =>
                {
                    await table._table.UpdateIAmAlive(entry);
                    return true;
                }
            );
    }
}
