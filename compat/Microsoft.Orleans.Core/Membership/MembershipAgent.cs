using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// One silo's part in the membership of the cluster.
/// <para><b>Promised.</b> A silo that was declared dead never becomes anything else, and stops as soon as it hears of it. Two silos that
/// can read the table agree on its order of changes, whatever they hear from each other and when.</para>
/// <para><b>States</b> of a silo's row: created, joining, active, shutting down or stopping, dead; only forward.</para>
/// <para><b>The table</b> (<see cref="IMembershipTable"/>) is the only place where a silo is admitted or declared dead: every such change
/// is a compare-and-set on the table's version. Silos keep a <see cref="MembershipView"/>, into which they merge what they read there and
/// what others tell them after a write (gossip, and whenever a probe shows that two views differ). A merge only moves statuses forward. So
/// a store that is down or slow stops admissions and declarations, and nothing else; and a store that was lost takes nobody out of a
/// view.</para>
/// <para><b>A lost table</b> is noticed by a silo at its heartbeat, because its own row is gone. It first asks the others for their views,
/// so that it learns of its own death if it missed it, and then puts its row back, with those of the dead that it knows; the table's
/// version goes on from the view's. A silo that finds a row of one it knows to be dead writes the death again. A silo that starts over an
/// empty table waits two heartbeats for such rows before it becomes active.</para>
/// <para><b>Watching.</b> Every silo probes up to NumProbedSilos others. A missed probe is one that got no answer in time, or whose
/// connection was refused or reset; the latter is probed again at once, so that a killed process is found in a fraction of a second. After
/// NumMissedProbesLimit misses in a row the prober writes its vote; with enough votes of active silos the row becomes dead. Misses while
/// this process itself stood still don't count. All periods are measured on the monotonic clock: wall clocks in rows are compared for
/// change only.</para>
/// <para><b>Cold start.</b> A joining silo that reaches none of the active rows declares them dead alone, after NumMissedProbesLimit
/// misses, once their endpoints refused connections that often or their heartbeats have stood still; one that takes connections and ends
/// them lives, and has reasons not to let this one in. If it reaches at least one, the others are left to the
/// vote of the active.</para>
/// <para><b>Eviction.</b> A silo that learns of its own death, from the table or from gossip, stops. An address once dead never becomes
/// anything else.</para>
/// </summary>
internal sealed partial class MembershipAgent : IDisposable
{
    private const string ExchangeService = "membership.exchange";
    public const string ProbeService = "membership.probe";
    private const int MaxWriteAttempts = 20;

    // A store that does not answer is down: nothing of the protocol waits for it longer.
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly MembershipEntry _self;
    private readonly IMembershipTable _table;
    private readonly ISiloTransport _transport;
    private readonly ClusterMembershipOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger _logger;
    private readonly Signal _changes;
    private readonly CancellationTokenSource _stopped = new();
    private readonly CancellationToken _stopToken;
    private MembershipView _view = MembershipView.Empty;
    private bool _isEvicted;
    private bool _isDisposed;

    public MembershipAgent(
        MembershipEntry self,
        IMembershipTable table,
        ISiloTransport transport,
        ClusterMembershipOptions options,
        TimeProvider time,
        Random random,
        ILogger logger
    )
    {
        _self = self;
        _table = table;
        _transport = transport;
        _options = options;
        _time = time;
        _random = random;
        _logger = logger;
        _stopToken = _stopped.Token;
        _changes = new Signal(time);
        transport.Serve(ExchangeService, (_, payload, _) => new(AnswerExchange(payload)));
        transport.Serve(ProbeService, (_, payload, _) => new(AnswerProbe()));
        transport.ConnectionLost += OnConnectionLost;
    }

    /// <summary>Raised under the agent's lock, in order, with the old and the new view.</summary>
    public event Action<MembershipView, MembershipView>? ViewChanged;

    /// <summary>Raised once when this silo has been declared dead.</summary>
    public event Action<string>? Evicted;

    /// <summary>Raised with every answer to a probe.</summary>
    public event Action<SiloAddress, SiloLoad>? LoadReported;

    public SiloAddress Local => _self.SiloAddress;

    public MembershipView View => Volatile.Read(ref _view);

    public bool IsEvicted => Volatile.Read(ref _isEvicted);

    public SiloStatus LocalStatus => View.Members.TryGetValue(Local, out MembershipEntry? own) ? own.Status : SiloStatus.Created;

    public Func<SiloLoad> Load { get; set; } = static () => default;

    public void Dispose()
    {
        _transport.ConnectionLost -= OnConnectionLost;
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = _isLeaving = true;
            _isWatching = false;
            UpdateWatches();
        }

        _stopped.Cancel();
        _stopped.Dispose();
    }

    /// <summary>Merges what another silo knows, after telling it what this one knows.</summary>
    /// <exception cref="SiloUnavailableException">It could not be asked.</exception>
    public async Task ExchangeAsync(SiloAddress peer, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> answer = await _transport.RequestAsync(
            peer,
            ExchangeService,
            MembershipViewCodec.Encode(View),
            cancellationToken
        );
        Merge(MembershipViewCodec.Decode(answer));
    }

    /// <summary>Reads the table and merges it.</summary>
    public async Task<MembershipTableData> RefreshAsync()
    {
        MembershipTableData data = await _table.ReadAll().WaitAsync(StoreTimeout, _time);
        Observe(data);
        Merge(MembershipView.Empty.Merge(data.Members.Select(m => m.Item1), data.Version.Version));
        return data;
    }

    private void Merge(MembershipView other)
    {
        string? reason = null;
        lock (_lock)
        {
            (MembershipView? old, MembershipView? merged) = (_view, _view.Merge(other));
            if (ReferenceEquals(old, merged))
                return;
            Volatile.Write(ref _view, merged);
            foreach (MembershipEntry member in merged.Members.Values)
            {
                if (
                    member.Status == SiloStatus.Dead
                    && old.StatusOf(member.SiloAddress) != SiloStatus.Dead
                    && !member.SiloAddress.Equals(Local)
                )
                    _transport.Forget(member.SiloAddress);
            }

            UpdateWatches();
            ViewChanged?.Invoke(old, merged);
            _changes.Fire();
            if (!_isEvicted && !_isLeaving && merged.StatusOf(Local) == SiloStatus.Dead)
            {
                Volatile.Write(ref _isEvicted, true);
                _isWatching = false;
                UpdateWatches();
                reason = $"Silo {Local} has been declared dead by the cluster.";
            }
        }

        if (reason is null)
            return;
        _logger.LogError("{Reason}", reason);
        _stopped.Cancel();
        Evicted?.Invoke(reason);
    }

    private ReadOnlyMemory<byte> AnswerExchange(ReadOnlyMemory<byte> payload)
    {
        Merge(MembershipViewCodec.Decode(payload));
        return MembershipViewCodec.Encode(View);
    }

    private ReadOnlyMemory<byte> AnswerProbe()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        MembershipView view = View;
        writer.Write(view.Version);
        writer.Write(view.Epoch.Number);
        writer.Write(view.Epoch.Hash);
        Load().Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    // Tells everybody of a write, the one it concerns included: an evicted silo then stops without having to read the table.
    private Task GossipAsync()
    {
        if (!_options.UseLivenessGossip)
            return Task.CompletedTask;
        MembershipView view = View;
        return Task.WhenAll(
            view.Members.Values.Where(m => !m.SiloAddress.Equals(Local) && (m.Status != SiloStatus.Dead || m.StatusVersion == view.Version))
                .OrderBy(m => m.SiloAddress)
                .Select(m => TryExchangeAsync(m.SiloAddress))
                .ToList()
        );
    }

    private async Task<bool> TryExchangeAsync(SiloAddress peer)
    {
        using CancellationTokenSource timeout = new(_options.ProbeTimeout, _time);
        try
        {
            await ExchangeAsync(peer, timeout.Token);
            return true;
        }
        catch (Exception exception) when (IsPeersFault(exception))
        {
            _logger.LogDebug(exception, "No exchange of views with {Silo}.", peer);
            return false;
        }
    }

    private static bool IsPeersFault(Exception exception) =>
        exception is SiloUnavailableException or OperationCanceledException or TimeoutException or IOException or OrleansException;
}
