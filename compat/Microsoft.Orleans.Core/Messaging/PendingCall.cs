using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A caller that waits for an answer.</summary>
internal abstract class PendingCall(GrainCallSender sender, long id, TimeSpan timeout) : IReplyTarget
{
    private CancellationTokenRegistration _registration;
    private int _completed;

    public long Id { get; } = id;

    public TimeSpan Timeout { get; } = timeout;

    public long StartedAt { get; } = sender.Time.GetTimestamp();

    public Message Message { get; set; } = null!;

    public GrainReferenceFactory References => sender.References;

    public void Watch(CancellationToken token)
    {
        if (!token.CanBeCanceled)
            return;
        _registration = token.UnsafeRegister(static (state, canceled) => ((PendingCall)state!).Cancel(canceled), this);
        if (Volatile.Read(ref _completed) != 0)
            _registration.Dispose();
    }

    public void Complete(Response response)
    {
        if (!TryEnd())
            return;
        _registration.Dispose();
        Set(response);
    }

    public bool IsExpired(long now) => sender.Time.GetElapsedTime(StartedAt, now) > Timeout;

    public void Expire()
    {
        if (!TryEnd())
            return;
        _registration.Dispose();
        if (sender.CancelOnTimeout)
            sender.Router.Cancel(Message);
        Set(Response.FromException(new TimeoutException($"Response did not arrive on time in {Timeout} for message: {Message}. ")));
    }

    protected abstract void Set(Response response);

    private void Cancel(CancellationToken token)
    {
        if (sender.WaitForCancellation)
        {
            sender.Router.Cancel(Message);
            return;
        }

        if (!TryEnd())
            return;
        sender.Router.Cancel(Message);
        Set(Response.FromException(new OperationCanceledException(token)));
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
            return false;
        sender.Forget(this);
        return true;
    }
}
