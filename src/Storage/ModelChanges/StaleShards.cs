using RagCluster.Corpus.Errors;

namespace RagCluster.Storage.ModelChanges;

/// <summary>
/// The error of a write that does not bring what each copy of its shard takes, because the collection's model has begun to change or has
/// changed.
/// </summary>
public static class StaleShards
{
    /// <summary>The problem's slug.</summary>
    public const string Code = "model-changed";

    /// <summary>Whether an error is such a rejection: embedded for the collection's present settings, the write is taken.</summary>
    /// <param name="error">The error.</param>
    public static bool IsRejection(Exception error) => error is RagException { Code: Code };

    /// <summary>The rejection.</summary>
    /// <param name="shard">The shard that lacks its record, or is not there (any more).</param>
    internal static RagException Reject(int shard) =>
        new(
            ErrorKind.Unavailable,
            Code,
            FormattableString.Invariant(
                $"The collection's model changes: shard {shard} takes other vectors than the write brings. It is embedded again."
            )
        )
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
}
