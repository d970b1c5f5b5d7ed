namespace RagCluster.Grains.Interfaces.Feedback;

/// <summary>What became of the answers of a collection, whether or not an experiment runs. Key: <c>tenant/collection</c>.</summary>
[Alias("RagCluster.IFeedbackGrain")]
public interface IFeedbackGrain : IGrainWithStringKey
{
    /// <summary>Counts and stores feedback. A later rating of the same answer takes the place of the one before.</summary>
    /// <param name="feedback">What became of the answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection.</exception>
    [Alias("Record")]
    Task RecordAsync(AnswerFeedback feedback, CancellationToken cancellationToken);

    /// <summary>What is known.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection.</exception>
    [Alias("Get")]
    Task<FeedbackState> GetAsync(CancellationToken cancellationToken);

    /// <summary>Forgets all of it. By the collection only, when it is deleted.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Delete")]
    Task DeleteAsync(CancellationToken cancellationToken);
}
