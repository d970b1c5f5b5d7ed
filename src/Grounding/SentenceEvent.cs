using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding;

/// <summary>A sentence that is verified and final.</summary>
/// <param name="Sentence">The sentence.</param>
/// <param name="Citations">All that it cites, also what an earlier sentence cited already.</param>
public sealed record SentenceEvent(AnswerSentence Sentence, Citation[] Citations) : AnswerEvent;
