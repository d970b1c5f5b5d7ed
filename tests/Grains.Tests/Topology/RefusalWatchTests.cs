using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using RagCluster.Grains.Topology;
using RagCluster.TestKit.Servers;

namespace RagCluster.Grains.Tests.Topology;

/// <summary>A silo whose process has ended is declared dead; one that listens is not, though it says nothing.</summary>
public sealed class RefusalWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task SiloThatRefuses_IsDeclaredDeadAndNoOther()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        SiloAddress own = At(LoopbackPort.Free());
        SiloAddress standing = At(((IPEndPoint)silent.LocalEndpoint).Port);
        SiloAddress gone = At(LoopbackPort.Free());
        Members members = new(own, standing, gone);
        using RefusalWatch watch = new(new SiloPeers(members, new OwnSilo(own)), TimeProvider.System, NullLogger<RefusalWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        Assert.Equal(gone, await members.Killed.WaitAsync(Patience));
        await watch.StopAsync(CancellationToken.None);
        Assert.Equal([gone], members.AllKilled);
    }

    private static SiloAddress At(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1);

    private sealed class Members(params SiloAddress[] silos) : IClusterMembershipService
    {
        private readonly TaskCompletionSource<SiloAddress> _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<SiloAddress> _all = [];
        private volatile ClusterMembershipSnapshot _snapshot = Snapshot(silos, 1);

        public Task<SiloAddress> Killed => _killed.Task;

        public IReadOnlyList<SiloAddress> AllKilled => _all;

        public ClusterMembershipSnapshot CurrentSnapshot => _snapshot;

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => default;

        public Task<bool> TryKill(SiloAddress siloAddress)
        {
            _all.Add(siloAddress);
            _snapshot = Snapshot(silos.Except(_all), _snapshot.Version.Value + 1);
            _killed.TrySetResult(siloAddress);
            return Task.FromResult(true);
        }

        private static ClusterMembershipSnapshot Snapshot(IEnumerable<SiloAddress> active, long version) => new(
            active.ToImmutableDictionary(silo => silo, silo => new ClusterMember(silo, SiloStatus.Active, silo.ToString())), new MembershipVersion(version));
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
