using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>A write that waits for its turn in a group. It ends exactly once: acknowledged, rejected or cancelled.</summary>
internal abstract class WriteRequest
{
    /// <summary>Bytes that it holds in memory.</summary>
    public required long Bytes { get; init; }

    /// <summary>What the change is about; changes of one scope never overlap.</summary>
    public required string Scope { get; init; }

    /// <summary>Whether it may take the space that is kept back on a full disk.</summary>
    public bool MayUseReserve { get; init; }

    /// <summary>Ends the request if its caller no longer waits for it.</summary>
    public abstract bool CancelIfAsked();

    /// <summary>Makes the change, in a savepoint of the group's transaction.</summary>
    /// <param name="session">The writer's connection.</param>
    public abstract void Run(SqlSession session);

    /// <summary>Tells the caller that the change is on disk.</summary>
    public abstract void Acknowledge();

    /// <summary>Tells the caller that the change was not made, or can't be promised.</summary>
    /// <param name="error">Why.</param>
    public abstract void Reject(Exception error);
}
