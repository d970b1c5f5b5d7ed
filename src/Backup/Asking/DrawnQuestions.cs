using RagCluster.Corpus.Collections;

namespace RagCluster.Backup.Asking;

/// <summary>What a restored server is asked.</summary>
/// <param name="Questions">The questions.</param>
/// <param name="Collections">Collections that hold documents which answer, asked or not.</param>
/// <param name="States">The states of those that are asked, as they came back.</param>
public sealed record DrawnQuestions(
    IReadOnlyList<TrialQuestion> Questions,
    int Collections,
    IReadOnlyDictionary<CollectionId, AskedState> States
);
