using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using RagCluster.Grains.Topology;
using RagCluster.TestKit;
using RagCluster.TestKit.Servers;

// The members with a token came within 10.4 and do no more than to call these, which every 10.4 has.
#pragma warning disable CS0618
namespace RagCluster.Grains.Tests.Topology;

/// <summary>A silo whose process has ended is declared dead; one that listens is not, though it says nothing.</summary>
public sealed class RefusalWatchTests
{
    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task SiloThatRefuses_IsDeclaredDeadAndNoOther()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        SiloAddress own = At(LoopbackPort.Reserve());
        SiloAddress standing = At(((IPEndPoint)silent.LocalEndpoint).Port);
        SiloAddress gone = At(LoopbackPort.Reserve());
        Members members = new(own, SiloStatus.Active, standing, gone);
        using RefusalWatch watch = Watch(members, own, new Heartbeats(Now, standing, gone));
        await watch.StartAsync(CancellationToken.None);
        Assert.Equal(gone, await members.Killed.WaitAsync(TestPatience.Max));
        await watch.StopAsync(CancellationToken.None);
        Assert.Equal([gone], members.AllKilled);
    }

    [Fact]
    public async Task ClusterOfEndedProcesses_IsClearedByWhoJoins_OnceTheirHeartbeatsAreOld()
    {
        SiloAddress own = At(LoopbackPort.Reserve());
        SiloAddress one = At(LoopbackPort.Reserve());
        SiloAddress other = At(LoopbackPort.Reserve());
        Members members = new(own, SiloStatus.Joining, one, other);
        Heartbeats heartbeats = new(Now.AddHours(1), one, other);
        using RefusalWatch watch = Watch(members, own, heartbeats);
        await watch.StartAsync(CancellationToken.None);
        await heartbeats.ReadTwice.WaitAsync(TestPatience.Max);
        Assert.Empty(members.AllKilled);
        heartbeats.At = Now.AddHours(-1);
        await members.Killed.WaitAsync(TestPatience.Max);
        await watch.StopAsync(CancellationToken.None);
        Assert.Equal(new HashSet<SiloAddress> { one, other }, [.. members.AllKilled]);
    }

    [Fact]
    public async Task WhoJoins_LeavesItToAMemberThatListens()
    {
        using TcpListener member = new(IPAddress.Loopback, 0);
        member.Start();
        SiloAddress own = At(LoopbackPort.Reserve());
        SiloAddress standing = At(((IPEndPoint)member.LocalEndpoint).Port);
        SiloAddress gone = At(LoopbackPort.Reserve());
        Members members = new(own, SiloStatus.Joining, standing, gone);
        using RefusalWatch watch = Watch(members, own, new Heartbeats(Now.AddHours(-1), standing, gone));
        await watch.StartAsync(CancellationToken.None);
        for (int looks = 0; looks < 6; looks++)
            (await member.AcceptSocketAsync().WaitAsync(TestPatience.Max)).Dispose();
        await watch.StopAsync(CancellationToken.None);
        Assert.Empty(members.AllKilled);
    }

    private static RefusalWatch Watch(Members members, SiloAddress own, Heartbeats heartbeats) =>
        new(
            new SiloPeers(members, heartbeats, new OwnSilo(own), Options.Create(new ClusterMembershipOptions()), TimeProvider.System),
            TimeProvider.System,
            NullLogger<RefusalWatch>.Instance
        );

    private static SiloAddress At(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1);

    private sealed class Members(SiloAddress own, SiloStatus ownStatus, params SiloAddress[] others) : IClusterMembershipService
    {
        private readonly TaskCompletionSource<SiloAddress> _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<SiloAddress> _all = [];
        private volatile ClusterMembershipSnapshot _snapshot = Snapshot(own, ownStatus, others, 1);

        public Task<SiloAddress> Killed => _killed.Task;

        public IReadOnlyList<SiloAddress> AllKilled => _all;

        public ClusterMembershipSnapshot CurrentSnapshot => _snapshot;

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => default;

        public Task<bool> TryKill(SiloAddress siloAddress)
        {
            _all.Add(siloAddress);
            SiloAddress[] left = [.. others.Except(_all)];
            _snapshot = Snapshot(own, ownStatus, left, _snapshot.Version.Value + 1);
            if (ownStatus == SiloStatus.Active || left.Length == 0)
                _killed.TrySetResult(siloAddress);
            return Task.FromResult(true);
        }

        private static ClusterMembershipSnapshot Snapshot(
            SiloAddress own,
            SiloStatus ownStatus,
            IEnumerable<SiloAddress> active,
            long version
        ) =>
            new(
                active
                    .Select(silo => new ClusterMember(silo, SiloStatus.Active, silo.ToString()))
                    .Append(new ClusterMember(own, ownStatus, "own"))
                    .ToImmutableDictionary(member => member.SiloAddress),
                new MembershipVersion(version)
            );
    }

    private sealed class Heartbeats(DateTime at, params SiloAddress[] silos) : IMembershipTable
    {
        private readonly TaskCompletionSource _readTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _reads;

        public DateTime At { get; set; } = at;

        public Task ReadTwice => _readTwice.Task;

        public Task<MembershipTableData> ReadAll()
        {
            if (++_reads == 2)
                _readTwice.SetResult();
            return Task.FromResult(
                new MembershipTableData(
                    [
                        .. silos.Select(silo =>
                            Tuple.Create(
                                new MembershipEntry
                                {
                                    SiloAddress = silo,
                                    Status = SiloStatus.Active,
                                    IAmAliveTime = At,
                                },
                                ""
                            )
                        ),
                    ],
                    new TableVersion(1, "")
                )
            );
        }

        public Task InitializeMembershipTable(bool tryInitTableVersion) => throw new NotSupportedException();

        public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

        public Task<MembershipTableData> ReadRow(SiloAddress key) => throw new NotSupportedException();

        public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => throw new NotSupportedException();

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => throw new NotSupportedException();

        public Task UpdateIAmAlive(MembershipEntry entry) => throw new NotSupportedException();
    }

    private sealed class OwnSilo(SiloAddress address) : ILocalSiloDetails
    {
        public string Name => "own";

        public string ClusterId => "test";

        public string DnsHostName => "localhost";

        public SiloAddress SiloAddress => address;

        public SiloAddress GatewayAddress => address;
    }
}
