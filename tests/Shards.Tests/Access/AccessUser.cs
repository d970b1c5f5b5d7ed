using RagCluster.Corpus.Access;

namespace RagCluster.Shards.Tests.Access;

/// <summary>A user of a world.</summary>
/// <param name="Name">The name.</param>
/// <param name="Groups">The groups.</param>
internal sealed record AccessUser(string Name, string[] Groups)
{
    /// <summary>What the user sees.</summary>
    internal AccessView View { get; } = AccessView.Of($"user:{Name}", Groups);
}
