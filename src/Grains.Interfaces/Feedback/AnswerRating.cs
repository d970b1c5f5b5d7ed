namespace RagCluster.Grains.Interfaces.Feedback;

/// <summary>What somebody thought of an answer.</summary>
public enum AnswerRating
{
    /// <summary>It was no good.</summary>
    Bad = 0,

    /// <summary>It was good.</summary>
    Good = 1,
}
