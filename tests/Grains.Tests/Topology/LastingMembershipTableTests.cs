using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using RagCluster.Grains.Topology;

// The members with a token came within 10.4 and do no more than to call these, which every 10.4 has.
#pragma warning disable CS0618
namespace RagCluster.Grains.Tests.Topology;

/// <summary>A store that loses the members' table gets it back from what the silos remember.</summary>
public sealed class LastingMembershipTableTests
{
    private readonly ForgetfulTable _store = new();

    [Fact]
    public async Task LostRows_ComeBackAtTheVersionTheyHad()
    {
        IMembershipTable silo = await JoinedAsync(1, 2, 3);
        int version = (await silo.ReadAll()).Version.Version;
        _store.Forget();
        MembershipTableData restored = await silo.ReadAll();
        Assert.Equal(version, restored.Version.Version);
        Assert.Equal([1, 2, 3], Ports(restored));
        Assert.Equal([1, 2, 3], Ports(await _store.ReadAll()));
    }

    [Fact]
    public async Task Heartbeat_PutsRowsBackToo()
    {
        IMembershipTable silo = await JoinedAsync(1, 2);
        _store.Forget();
        await silo.UpdateIAmAlive(Row(1));
        Assert.Equal([1, 2], Ports(await _store.ReadAll()));
    }

    [Fact]
    public async Task SiloThatJoinsTheEmptyTable_FindsTheOthersAndTheyFindIt()
    {
        IMembershipTable old = await JoinedAsync(1, 2);
        _store.Forget();
        IMembershipTable fresh = await JoinedAsync(3);
        await old.ReadAll();
        Assert.Equal([1, 2, 3], Ports(await fresh.ReadAll()));
        Assert.Equal([1, 2, 3], Ports(await old.ReadAll()));
    }

    [Fact]
    public async Task ManyThatRememberAtOnce_RestoreEachRowOnce()
    {
        IMembershipTable first = await JoinedAsync(1, 2, 3, 4);
        IMembershipTable[] all = [first, Remembering(), Remembering(), Remembering()];
        await Task.WhenAll(all.Select(table => table.ReadAll()));
        _store.Forget();
        MembershipTableData[] read = await Task.WhenAll(all.Select(table => Task.Run(table.ReadAll)));
        Assert.All(read, data => Assert.Equal([1, 2, 3, 4], Ports(data)));
        Assert.Equal(4, (await _store.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task StoreThatWentBack_WakesNoDeadSilo()
    {
        IMembershipTable silo = await JoinedAsync(1, 2);
        Action goBack = _store.Save();
        MembershipTableData before = await silo.ReadAll();
        Assert.True(await silo.UpdateRow(Row(2, SiloStatus.Dead), before.Version.VersionEtag, before.Version.Next()));
        await silo.ReadAll();
        goBack();
        await silo.ReadAll();
        Assert.Equal(SiloStatus.Dead, (await _store.ReadAll()).TryGet(Row(2).SiloAddress)!.Item1.Status);
    }

    [Fact]
    public async Task TableThatWasNeverMade_IsNotMadeByReading()
    {
        await Assert.ThrowsAsync<MissingTableException>(Remembering().ReadAll);
    }

    private static MembershipEntry Row(int port, SiloStatus status = SiloStatus.Active) =>
        new()
        {
            SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1),
            SiloName = $"silo-{port}",
            HostName = "localhost",
            Status = status,
            SuspectTimes = [],
        };

    private static IEnumerable<int> Ports(MembershipTableData data) =>
        data.Members.Select(member => member.Item1.SiloAddress.Endpoint.Port).Order();

    private LastingMembershipTable Remembering() =>
        new(_store, failure => failure is MissingTableException, NullLogger<LastingMembershipTable>.Instance);

    private async Task<IMembershipTable> JoinedAsync(params int[] ports)
    {
        LastingMembershipTable table = Remembering();
        await table.InitializeMembershipTable(tryInitTableVersion: true);
        foreach (int port in ports)
            Assert.True(await table.InsertRow(Row(port), (await table.ReadAll()).Version.Next()));
        await table.ReadAll();
        return table;
    }

    private sealed class MissingTableException : Exception;

    /// <summary>A store with compare-and-set on the version, as Redis is one, that can be emptied and then refuses to be read.</summary>
    private sealed class ForgetfulTable : IMembershipTable
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<SiloAddress, MembershipEntry> _rows = [];
        private int? _version;

        internal void Forget()
        {
            lock (_lock)
            {
                _rows.Clear();
                _version = null;
            }
        }

        /// <summary>Remembers the state; what comes back goes back to it.</summary>
        internal Action Save()
        {
            lock (_lock)
            {
                (KeyValuePair<SiloAddress, MembershipEntry>[] rows, int? version) = ([.. _rows], _version);
                return () =>
                {
                    lock (_lock)
                    {
                        _rows.Clear();
                        foreach ((SiloAddress silo, MembershipEntry entry) in rows)
                            _rows.Add(silo, entry);
                        _version = version;
                    }
                };
            }
        }

        public Task InitializeMembershipTable(bool tryInitTableVersion)
        {
            lock (_lock)
            {
                _version ??= 0;
            }

            return Task.CompletedTask;
        }

        public Task<MembershipTableData> ReadAll()
        {
            lock (_lock)
            {
                if (_version is not { } version)
                    throw new MissingTableException();
                string tag = Tag(version);
                return Task.FromResult(
                    new MembershipTableData([.. _rows.Values.Select(row => Tuple.Create(row, tag))], new TableVersion(version, tag))
                );
            }
        }

        public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
            Task.FromResult(TryWrite(entry, tableVersion, isNew: true));

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
            Task.FromResult(TryWrite(entry, tableVersion, isNew: false));

        public Task UpdateIAmAlive(MembershipEntry entry)
        {
            lock (_lock)
            {
                return _rows.ContainsKey(entry.SiloAddress)
                    ? Task.CompletedTask
                    : throw new InvalidOperationException("There is no such row.");
            }
        }

        public Task<MembershipTableData> ReadRow(SiloAddress key) => throw new NotSupportedException();

        public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

        private static string Tag(int version) => version.ToString(System.Globalization.CultureInfo.InvariantCulture);

        private bool TryWrite(MembershipEntry entry, TableVersion version, bool isNew)
        {
            lock (_lock)
            {
                if (_version != version.Version - 1 || (isNew && _rows.ContainsKey(entry.SiloAddress)))
                    return false;
                (_version, _rows[entry.SiloAddress]) = (version.Version, entry);
                return true;
            }
        }
    }
}
