using System.Net.Sockets;

namespace RagCluster.Grains.Topology;

/// <summary>This silo and the others that serve, and whether a connection to one can be made.</summary>
internal sealed class SiloPeers(IClusterMembershipService membership, ILocalSiloDetails silo)
{
    /// <summary>This silo.</summary>
    internal Peer Local { get; } = new(silo.SiloAddress.ToParsableString(), silo.Name, silo.SiloAddress.Endpoint);

    /// <summary>Whether this silo has joined and not left.</summary>
    internal bool HaveThisOne => membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress) == SiloStatus.Active;

    /// <summary>The others.</summary>
    internal IReadOnlyList<Peer> Others =>
    [
        .. membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active && !member.SiloAddress.Equals(silo.SiloAddress))
            .Select(member => new Peer(member.SiloAddress.ToParsableString(), member.Name, member.SiloAddress.Endpoint)),
    ];

    /// <summary>Whether a connection can be made; one that is refused says that the way is free and the silo is not.</summary>
    /// <param name="peer">To whom.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<bool> ReachesAsync(Peer peer, TimeSpan patience, CancellationToken cancellationToken)
    {
        using Socket socket = new(peer.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            await socket.ConnectAsync(peer.EndPoint, deadline.Token);
            return true;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
