using Orleans.CodeGeneration;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>One call on its way, or a piece of an activation's own work that takes a turn as a call does.</summary>
internal sealed class Message
{
    public required GrainId TargetGrain { get; init; }

    public GrainId SendingGrain { get; init; }

    public GrainInterfaceType InterfaceType { get; init; }

    public InvokeMethodOptions Options { get; init; }

    public Dictionary<string, object>? RequestContext { get; init; }

    public IInvokable? Request { get; init; }

    /// <summary>The activation's own work; a message has either this or a request.</summary>
    public Func<Task>? LocalWork { get; init; }

    /// <summary>Where the answer goes; null for one-way calls.</summary>
    public IReplyTarget? ReplyTo { get; init; }

    /// <summary>How the answer is copied.</summary>
    public CopyMode Mode { get; init; }

    /// <summary>The time, in the provider's ticks, after which nobody waits any more; 0 for never.</summary>
    public long ExpiresAt { get; init; }

    public int ForwardCount { get; set; }

    /// <summary>Whether the silo that gets the call was chosen for a grain that had no activation.</summary>
    public bool IsPlacement { get; set; }

    /// <summary>The silo that sent it here because it believed the grain to be here; null for a call of this silo or of a client.</summary>
    public SiloAddress? ReceivedFrom { get; set; }

    /// <summary>The silo to which the call was last sent; null while it is here.</summary>
    public SiloAddress? SentTo { get; set; }

    /// <summary>The number under which the call was last sent over a connection; 0 for never.</summary>
    public long Correlation { get; set; }

    public bool IsAlwaysInterleave => (Options & InvokeMethodOptions.AlwaysInterleave) != 0;

    public bool IsReadOnly => (Options & InvokeMethodOptions.ReadOnly) != 0;

    public bool IsOneWay => ReplyTo is null;

    public void Reply(Response response) => ReplyTo?.Complete(response);

    public void Reject(Exception exception) => ReplyTo?.Complete(Response.FromException(exception));

    public override string ToString() => $"Request [{SendingGrain} -> {TargetGrain}] {Request?.ToString() ?? "local work"}";
}
