using RagCluster.Corpus.Errors;

namespace RagCluster.Storage.Fencing;

/// <summary>The error of a write that carried an epoch which is not the resource's present one.</summary>
public static class Fence
{
    /// <summary>The problem's slug.</summary>
    public const string Code = "not-owner";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Whether an error is the rejection of a write by its epoch: its sender is no longer the owner.</summary>
    /// <param name="error">The error.</param>
    public static bool IsRejection(Exception error) => error is RagException { Code: Code };

    /// <summary>The rejection; counted.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="carried">The epoch that the write carried.</param>
    /// <param name="present">The epoch that the store has.</param>
    internal static RagException Reject(string resource, long carried, long present)
    {
        StorageMeter.FencingRejections.Add(1);
        return new RagException(
            ErrorKind.Unavailable,
            Code,
            FormattableString.Invariant(
                $"The writer of '{resource}' is not its owner any more (epoch {carried}, now {present}). The new owner takes the write."
            )
        )
        {
            RetryAfter = RetryAfter,
        };
    }
}
