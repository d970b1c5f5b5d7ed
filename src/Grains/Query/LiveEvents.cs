using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Query;

/// <summary>
/// What a query's own computation tells while it runs; nothing when a cache or another caller's computation answers, and nothing of a
/// search. One reader.
/// </summary>
internal sealed class LiveEvents : IDisposable
{
    // Whoever stops listening to an answer wants no more of it; who searches waits for all of it.
    private readonly CancellationTokenSource? _ended;
    private readonly CancellationToken _callers;
    private Channel<QueryEvent>? _channel;

    /// <summary>Creates one that has told nothing.</summary>
    /// <param name="isHeard">Whether there will be something to tell.</param>
    /// <param name="cancellationToken">The caller's.</param>
    internal LiveEvents(bool isHeard, CancellationToken cancellationToken)
    {
        _callers = cancellationToken;
        if (isHeard)
            _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Whether something was told.</summary>
    internal bool HasAny { get; private set; }

    /// <summary>Ends the work when nobody listens any more.</summary>
    internal CancellationToken Ended => _ended?.Token ?? _callers;

    private Channel<QueryEvent> Events => LazyInitializer.EnsureInitialized(ref _channel, Channel.CreateUnbounded<QueryEvent>);

    /// <summary>Tells an event.</summary>
    internal void Write(QueryEvent next)
    {
        HasAny = true;
        Events.Writer.TryWrite(next);
    }

    /// <summary>Nobody listens any more.</summary>
    internal Task EndAsync() => _ended?.CancelAsync() ?? Task.CompletedTask;

    /// <summary>The events until the query is answered. Does not fail when the query does.</summary>
    /// <param name="answering">The query.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async IAsyncEnumerable<QueryEvent> ReadAsync(Task answering, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A hit is there at once and needs no channel.
        if (_ended is null || (answering.IsCompleted && !HasAny))
            yield break;
        _ = answering.ContinueWith(
            _ => Events.Writer.TryComplete(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        await foreach (QueryEvent next in Events.Reader.ReadAllAsync(cancellationToken))
            yield return next;
    }

    /// <inheritdoc/>
    public void Dispose() => _ended?.Dispose();
}
