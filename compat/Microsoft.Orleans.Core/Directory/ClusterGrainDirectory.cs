using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>
/// The directory of the cluster, spread over its active silos: at most one activation of a grain.
/// <para><b>Truth.</b> Each silo knows for certain which activations it holds itself: those whose registration it was granted
/// (<c>_mine</c>). An owner's entries are no more than an index over these, kept in memory, and are made anew whenever the set of
/// live silos changes. Nothing is handed over, so nothing can be lost or doubled on the way.</para>
/// <para><b>Epochs.</b> A view's <see cref="ViewEpoch"/> names the set of live silos. Epochs of one silo only go forward. An entry's owner
/// follows from the epoch (<see cref="DirectoryRing"/>). Every question carries the asker's epoch and is answered only by a silo in the
/// same epoch; otherwise the two exchange views, after which both are in the later one, and the asker asks again.</para>
/// <para><b>Registering.</b> The asker takes a grant only if its epoch is still the one in which it asked; otherwise it forgets the grant
/// and asks the owner of the new epoch. An owner that has an entry gives that instead, unless the entry is of the asking silo itself: a
/// silo asks only for a grain of which it holds no activation, so that such an entry is left over.</para>
/// <para><b>A new epoch.</b> An owner forgets its entries and asks every live silo for the activations that it holds in the owner's
/// share. A silo answers only when it has reached the owner's epoch, and by then it takes no grant of an earlier one. Questions wait until
/// all have answered. A silo that does not answer holds them up until it does or has been declared dead, which is a new epoch.</para>
/// <para><b>Why one.</b> Let S hold an activation granted in epoch h, and let P be about to grant the same grain in epoch k. If h = k the
/// owner is the same and has the entry. If h is earlier than k, P asked S, which by then was in k: S had taken its grant before and told of
/// it, or will not take it any more. If S was not asked it was not live in k, that is dead or not yet active, and h is not earlier. A silo
/// declared dead stops as soon as it learns of it; that it may run until then is why writers of a store carry fencing tokens.</para>
/// <para>Only after the membership table was lost and a silo was admitted before the others had put their rows back may two activations
/// exist. They are found when the entries are next made anew, and the one of the later silo is ended (<see cref="Duplicate"/>).</para>
/// </summary>
internal sealed partial class ClusterGrainDirectory : IActivationRegistry
{
    private const string Service = "directory";

    // A question to a silo is repeated after this; the answer to a repeated one is the same.
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UnregisterTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly MembershipAgent _membership;
    private readonly ISiloTransport _transport;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<GrainId, GrainAddress> _mine = [];
    private readonly Signal _changed;
    private MembershipView _view;

    // Invariant: counts the epochs of this silo; what began under one number ends without effect under another.
    private long _sequence;

    // Invariant: null from the start of an epoch until every live silo has told what it holds.
    private Dictionary<GrainId, GrainAddress>? _entries;

    public ClusterGrainDirectory(MembershipAgent membership, ISiloTransport transport, TimeProvider time, ILogger logger)
    {
        _membership = membership;
        _transport = transport;
        _time = time;
        _logger = logger;
        _changed = new Signal(time);
        _view = membership.View;
        transport.Serve(Service, AnswerAsync);
        membership.ViewChanged += OnViewChanged;
    }

    /// <summary>Raised with an activation of this silo that must end because another holds its grain.</summary>
    public event Action<GrainAddress>? Duplicate;

    public async Task<GrainAddress> RegisterAsync(GrainAddress mine, CancellationToken cancellationToken)
    {
        while (true)
        {
            (long sequence, DirectoryAnswer answer) = await AskOwnerAsync(DirectoryOperation.Register, mine, cancellationToken);
            if (answer.Address is not { } holder)
                throw new OrleansException($"The directory did not register {mine}.");
            lock (_lock)
            {
                if (sequence != _sequence)
                    continue;
                if (holder.Equals(mine))
                    _mine[mine.GrainId] = mine;
                return holder;
            }
        }
    }

    public async Task UnregisterAsync(GrainAddress mine)
    {
        lock (_lock)
        {
            if (!_mine.TryGetValue(mine.GrainId, out GrainAddress? held) || !held.Equals(mine))
                return;
            _mine.Remove(mine.GrainId);
        }

        using CancellationTokenSource timeout = new(UnregisterTimeout, _time);
        try
        {
            await AskOwnerAsync(DirectoryOperation.Unregister, mine, timeout.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SiloUnavailableException)
        {
            _logger.LogDebug(exception, "{Address} stays in the directory until someone asks for it.", mine);
        }
    }

    public async Task<GrainAddress?> LookupAsync(GrainId grain, CancellationToken cancellationToken) =>
        (await AskOwnerAsync(DirectoryOperation.Lookup, new GrainAddress { GrainId = grain }, cancellationToken)).Answer.Address;

    private async Task<(long Sequence, DirectoryAnswer Answer)> AskOwnerAsync(
        DirectoryOperation operation,
        GrainAddress address,
        CancellationToken cancellationToken
    )
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(10);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_membership.IsEvicted)
                throw new SiloUnavailableException($"Silo {_membership.Local} has been declared dead.");
            (long sequence, MembershipView? view, long round) = Read();
            SiloAddress? owner = view.IsAlive(_membership.Local) ? DirectoryRing.OwnerOf(view, address.GrainId) : null;
            if (owner is null)
            {
                if (view.StatusOf(_membership.Local).IsTerminating())
                    throw new SiloUnavailableException("No silo is active any more.");
                await _changed.WaitAsync(round, Timeout.InfiniteTimeSpan, cancellationToken);
                continue;
            }

            DirectoryRequest request = new(operation, view.Epoch, address);
            if (await TryAskAsync(owner, request, cancellationToken) is { IsOtherView: false } answer)
                return (sequence, answer);
            await _changed.WaitAsync(round, pause, cancellationToken);
            if (pause < TimeSpan.FromSeconds(1))
                pause *= 2;
        }
    }

    /// <summary>Asks once; null when there was no answer. After the answer that views differ they no longer do.</summary>
    private async Task<DirectoryAnswer?> TryAskAsync(SiloAddress silo, DirectoryRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(RequestTimeout, _time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            if (silo.Equals(_membership.Local))
                return await AnswerAsync(request, both.Token);
            DirectoryAnswer answer = DirectoryAnswer.Decode(
                await _transport.RequestAsync(silo, Service, request.Encode(), both.Token).WaitAsync(both.Token)
            );
            if (answer.IsOtherView)
                await _membership.ExchangeAsync(silo, both.Token);
            return answer;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The boundary to another silo: whatever went wrong there, the question is asked again.
            cancellationToken.ThrowIfCancellationRequested();
            _logger.LogDebug(exception, "{Silo} did not answer the directory's question.", silo);
            return null;
        }
    }

    private (long Sequence, MembershipView View, long Round) Read()
    {
        lock (_lock)
            return (_sequence, _view, _changed.Round);
    }
}
