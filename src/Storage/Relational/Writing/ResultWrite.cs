using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>A write with a result.</summary>
/// <param name="body">Makes the change.</param>
/// <param name="cancellationToken">Cancels the write while it waits for its turn.</param>
internal sealed class ResultWrite<T>(Func<SqlSession, T> body, CancellationToken cancellationToken) : WriteRequest
{
    // Asynchronous continuations: a caller's code must not run on the writer's thread.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    /// <summary>Ends with the write.</summary>
    public Task<T> Outcome => _outcome.Task;

    /// <inheritdoc/>
    public override bool CancelIfAsked() => cancellationToken.IsCancellationRequested && _outcome.TrySetCanceled(cancellationToken);

    /// <inheritdoc/>
    public override void Run(SqlSession session) => _result = body(session);

    /// <inheritdoc/>
    public override void Acknowledge() => _outcome.TrySetResult(_result);

    /// <inheritdoc/>
    public override void Reject(Exception error) => _outcome.TrySetException(error);
}
