using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A caller that waits for a result.</summary>
internal sealed class PendingCall<T>(GrainCallSender sender, long id, TimeSpan timeout) : PendingCall(sender, id, timeout)
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _source.Task;

    protected override void Set(Response response)
    {
        if (response.Exception is OperationCanceledException canceled && canceled.CancellationToken.IsCancellationRequested)
            _source.SetCanceled(canceled.CancellationToken);
        else if (response.Exception is { } exception)
            _source.SetException(exception);
        else
            _source.SetResult(typeof(T) == typeof(Response) ? (T)(object)response : response.GetResult<T>()!);
    }
}
