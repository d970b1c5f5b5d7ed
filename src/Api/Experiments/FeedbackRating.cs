namespace RagCluster.Api.Experiments;

/// <summary>What somebody thought of an answer.</summary>
internal enum FeedbackRating
{
    /// <summary>It was no good.</summary>
    Bad = 0,

    /// <summary>It was good.</summary>
    Good = 1,
}
