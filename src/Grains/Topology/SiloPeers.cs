using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

// The members with a token came within 10.4 and do no more than to call these, which every 10.4 has.
#pragma warning disable CS0618
namespace RagCluster.Grains.Topology;

/// <summary>This silo and the others that serve, and what becomes of a connection to one.</summary>
internal sealed class SiloPeers(
    IClusterMembershipService membership,
    IMembershipTable table,
    ILocalSiloDetails silo,
    IOptions<ClusterMembershipOptions> options,
    TimeProvider time
)
{
    // One heartbeat may be late, and the next too.
    private const int MissedHeartbeatsMax = 3;

    /// <summary>This silo.</summary>
    internal Peer Local { get; } = new(silo.SiloAddress.ToParsableString(), silo.Name, silo.SiloAddress.Endpoint);

    /// <summary>Whether this silo has joined and not left.</summary>
    internal bool HaveThisOne => Status == SiloStatus.Active;

    /// <summary>Whether this silo is about to join.</summary>
    internal bool AwaitThisOne => Status == SiloStatus.Joining;

    /// <summary>The others.</summary>
    internal IReadOnlyList<Peer> Others =>
        [
            .. membership
                .CurrentSnapshot.Members.Values.Where(member =>
                    member.Status == SiloStatus.Active && !member.SiloAddress.Equals(silo.SiloAddress)
                )
                .Select(member => new Peer(member.SiloAddress.ToParsableString(), member.Name, member.SiloAddress.Endpoint)),
        ];

    private SiloStatus Status => membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress);

    /// <summary>Whether none of the others has written its heartbeat lately.</summary>
    internal async Task<bool> AreSilentAsync()
    {
        DateTime lately = (time.GetUtcNow() - (MissedHeartbeatsMax * options.Value.IAmAliveTablePublishTimeout)).UtcDateTime;
        return (await table.ReadAll())
            .Members.Select(row => row.Item1)
            .Where(entry => entry.Status == SiloStatus.Active && !entry.SiloAddress.Equals(silo.SiloAddress))
            .All(entry => entry.IAmAliveTime < lately);
    }

    /// <summary>Declares a silo dead: it takes this as final and ends, should it still run.</summary>
    /// <param name="peer">The silo.</param>
    internal Task<bool> DeclareDeadAsync(Peer peer) => membership.TryKill(SiloAddress.FromParsableString(peer.Address));

    /// <summary>
    /// Tries to make a connection: <see cref="SocketError.ConnectionRefused"/> says that the way is free and that nobody listens.
    /// </summary>
    /// <param name="peer">To whom.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<SocketError> ConnectAsync(Peer peer, TimeSpan patience, CancellationToken cancellationToken)
    {
        using Socket socket = new(peer.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            await socket.ConnectAsync(peer.EndPoint, deadline.Token);
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SocketError.TimedOut;
        }
    }
}
