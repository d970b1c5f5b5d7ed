using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Takes the answer to a call: a waiting caller of this process, or a connection to another.</summary>
internal interface IReplyTarget
{
    /// <summary>The host to which references in the answer belong.</summary>
    GrainReferenceFactory References { get; }

    void Complete(Response response);
}
