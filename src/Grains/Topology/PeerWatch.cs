using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RagCluster.Planning.Topology.Partitions;
using RagCluster.Storage;

namespace RagCluster.Grains.Topology;

/// <summary>
/// Finds out which silos this one reaches, tells the others through the store, and ends this silo when it is the one to give way, see
/// <see cref="PartitionExit"/>. Whoever supervises it starts it again; nothing acknowledged is lost by that. Without the store nobody gives
/// way.
/// </summary>
internal sealed partial class PeerWatch(
    SiloPeers peers,
    PeerContact contact,
    IKeyValueStore values,
    TimeProvider time,
    ILogger<PeerWatch> log
) : PeriodicCheck(Period, time, log)
{
    private const string Scope = "peer-reports";

    // A connection is made in a millisecond; three in a row that take a second each are no accident.
    private const int MissesMax = 3;
    private const int ReportEvery = 2;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly ILogger _log = log;
    private readonly TimeProvider _time = time;
    private readonly Dictionary<string, int> _misses = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, long> _versionsAtCut = ImmutableDictionary<string, long>.Empty;
    private long? _version;
    private int _looks;

    /// <inheritdoc/>
    protected override async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!peers.HaveThisOne)
            return;
        IReadOnlyList<Peer> others = peers.Others;
        long began = _time.GetTimestamp();
        await Task.WhenAll(others.Select(peer => TryReachAsync(peer, cancellationToken)));
        foreach (string gone in _misses.Keys.Except(others.Select(peer => peer.Address)).ToArray())
            _misses.Remove(gone);
        // One that was missed once may be about to give this silo up.
        contact.Note(began, _misses.Values.Any(misses => misses > 0));
        PeerReport own = new(
            peers.Local.Address,
            [.. others.Select(peer => peer.Address).Where(address => _misses.GetValueOrDefault(address) >= MissesMax)]
        );
        if (others.Count > 0 && (_looks++ % ReportEvery == 0 || own.Unreachable.Count > 0))
            await SaveAsync(own, cancellationToken);
        if (own.Unreachable.Count == 0)
        {
            _versionsAtCut = ImmutableDictionary<string, long>.Empty;
            return;
        }

        List<PeerReport> fresh = await ReadAsync(others, cancellationToken);
        if (!PartitionExit.IsDue(own, fresh))
            return;
        LogGivesWay(string.Join(", ", own.Unreachable));
        Environment.FailFast($"This silo does not reach {string.Join(", ", own.Unreachable)}, which others reach, and gives way.");
    }

    private async Task TryReachAsync(Peer peer, CancellationToken cancellationToken)
    {
        bool reached =
            await SiloPeers.ConnectAsync(peer, Period, cancellationToken) is SocketError.Success or SocketError.ConnectionRefused;
        lock (_misses)
        {
            _misses[peer.Address] = reached ? 0 : _misses.GetValueOrDefault(peer.Address) + 1;
        }
    }

    // The row is this silo's alone; one of an earlier start is written over.
    private async Task SaveAsync(PeerReport own, CancellationToken cancellationToken)
    {
        byte[] value = JsonSerializer.SerializeToUtf8Bytes(own);
        _version =
            await values.WriteAsync(Scope, peers.Local.Name, value, _version, cancellationToken)
            ?? (await values.ReadAsync(Scope, peers.Local.Name, cancellationToken))?.Version;
    }

    // By the number of writes, not by the clock: clocks differ between machines, and jump.
    private async Task<List<PeerReport>> ReadAsync(IReadOnlyList<Peer> others, CancellationToken cancellationToken)
    {
        List<PeerReport> fresh = [];
        foreach (Peer peer in others)
        {
            if (await values.ReadAsync(Scope, peer.Name, cancellationToken) is not { } stored)
                continue;
            if (!_versionsAtCut.TryGetValue(peer.Address, out long atCut))
                _versionsAtCut = _versionsAtCut.Add(peer.Address, atCut = stored.Version);
            if (stored.Version > atCut && JsonSerializer.Deserialize<PeerReport>(stored.Value) is { } report && report.Silo == peer.Address)
                fresh.Add(report);
        }

        return fresh;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo does not reach {Silos}, which others reach: it gives way and ends")]
    private partial void LogGivesWay(string silos);
}
