using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace RagCluster.Grains.Topology;

/// <summary>
/// Finds out at once that a silo's process has ended: nobody listens any more where it did. Orleans itself waits for as many missed probes
/// as a silo is allowed that only stands still; until then calls to the grains of the dead one fail. And it lets nobody in who can't reach
/// all members: over the rows of a cluster whose processes have all ended, the first silos would wait for each other.
/// </summary>
internal sealed partial class RefusalWatch(SiloPeers peers, TimeProvider time, ILogger<RefusalWatch> log) : PeriodicCheck(Period, time, log)
{
    // A silo that serves listens until it has said that it leaves. One refusal may be of a silo that has said so this moment.
    private const int RefusalsMax = 2;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    // Writing the death needs the members' table, which may be away.
    private static readonly TimeSpan WriteMax = TimeSpan.FromSeconds(5);
    private readonly ILogger _log = log;
    private readonly TimeProvider _time = time;
    private readonly Dictionary<string, int> _refusals = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task CheckAsync(CancellationToken cancellationToken)
    {
        bool isJoining = peers.AwaitThisOne;
        IReadOnlyList<Peer> others = isJoining || peers.HaveThisOne ? peers.Others : [];
        foreach (string gone in _refusals.Keys.Except(others.Select(peer => peer.Address)).ToArray())
            _refusals.Remove(gone);
        SocketError[] results = await Task.WhenAll(others.Select(peer => SiloPeers.ConnectAsync(peer, Period, cancellationToken)));
        for (int i = 0; i < results.Length; i++)
            _refusals[others[i].Address] =
                results[i] == SocketError.ConnectionRefused ? _refusals.GetValueOrDefault(others[i].Address) + 1 : 0;
        Peer[] refusing = [.. others.Where(peer => _refusals[peer.Address] >= RefusalsMax)];
        // Who is no member yet decides only where no member is left to do so.
        if (isJoining && (refusing.Length < others.Count || !await peers.AreSilentAsync().WaitAsync(WriteMax, _time, cancellationToken)))
            return;
        foreach (Peer peer in refusing)
        {
            LogRefused(peer.Name, peer.Address);
            await peers.DeclareDeadAsync(peer).WaitAsync(WriteMax, _time, cancellationToken);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name} ({Silo}) refuses connections: its process has ended, and it is declared dead"
    )]
    private partial void LogRefused(string name, string silo);
}
