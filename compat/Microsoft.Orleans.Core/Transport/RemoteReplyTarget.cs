using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A caller at the other end of a connection.</summary>
internal sealed class RemoteReplyTarget(Connection connection, long correlation) : IReplyTarget
{
    public GrainReferenceFactory References => connection.Shared.References;

    public void Complete(Response response) => connection.Reply(correlation, response);
}
