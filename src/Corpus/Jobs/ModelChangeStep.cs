namespace RagCluster.Corpus.Jobs;

/// <summary>The steps of a change of model, in their order.</summary>
public enum ModelChangeStep
{
    /// <summary>The chunks are embedded anew; the old model answers.</summary>
    Embedding = 0,

    /// <summary>The replicas read the new vectors; the old model answers.</summary>
    Loading = 1,

    /// <summary>The new model answers; the old vectors are kept for who has not heard of it.</summary>
    Retiring = 2,

    /// <summary>The vectors that are not needed any more are removed.</summary>
    Removing = 3,

    /// <summary>Done.</summary>
    Done = 4,
}
