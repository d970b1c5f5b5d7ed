using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Extracting;

namespace RagCluster.Grounding;

/// <summary>Answers a question from passages: every sentence carries a checked citation, or the answer is an abstention.</summary>
public sealed class AnswerComposer
{
    private readonly GroundingOptions _options;

    /// <summary>Creates a composer.</summary>
    /// <param name="options">Checked here, at start.</param>
    /// <exception cref="Corpus.Errors.RagException">A setting is out of range.</exception>
    public AnswerComposer(GroundingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>Answers with sentences of the passages.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passages">The passages, best first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<Answer> AnswerAsync(Question question, IReadOnlyList<Passage> passages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        cancellationToken.ThrowIfCancellationRequested();
        if (passages.Count == 0) return Task.FromResult(new Answer { Abstention = Nothing(question) });
        var evidence = CandidateFinder.Find(QuestionReader.Read(question.Text), passages, question.DocumentShare, _options.PassagesMax);
        return Task.FromResult(ExtractiveReader.Read(evidence, _options));
    }

    private static Corpus.Answers.Abstention Nothing(Question question) => question.DocumentCount == 0
        ? new(Corpus.Answers.Abstention.NoDocuments, "The collection holds no document that could answer.")
        : new(Corpus.Answers.Abstention.NoMatch, "No passage of the collection matches the question.");
}
