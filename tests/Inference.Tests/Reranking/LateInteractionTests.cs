using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Inference.Reranking;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Tests.Reranking;

public sealed class LateInteractionTests
{
    private static readonly BertTextTokenizer Tokenizer = BertTextTokenizer.Create(SampleModels.Vocabulary, lowercase: true);
    private static readonly StaticModel Model = new(Tokenizer.VocabularySize, 16, 3);

    [Fact]
    public async Task Score_IsTheWeightedMeanOfEachTokensBestCosine()
    {
        await using LateInteraction reranker = Create();
        int[] query = Tokenizer.EncodePieces("cat house", 10),
            passage = Tokenizer.EncodePieces("the mat, a house", 10);
        double expected = query.Sum(q => Model.Weight(q) * passage.Max(p => p == q ? 1 : Model.Cosine(q, p))) / query.Sum(Model.Weight);
        float[] scores = await reranker.ScoreAsync("cat house", ["the mat, a house"], BatchCall.Interactive, default);
        Assert.Equal(Math.Clamp(expected, 0, 1), scores[0], 1e-3);
    }

    [Fact]
    public async Task PassageWithEveryWordOfTheQuery_ScoresOneAndAnEmptyOneNothing()
    {
        await using LateInteraction reranker = Create();
        float[] scores = await reranker.ScoreAsync("the cat", ["on the mat sat the cat", "dog", ""], BatchCall.Interactive, default);
        Assert.Equal(1, scores[0], 1e-5);
        Assert.InRange(scores[1], 0, 0.999f);
        Assert.Equal(0, scores[2]);
    }

    [Fact]
    public async Task QueryWithoutAKnownToken_ScoresNothing()
    {
        await using LateInteraction reranker = Create();
        Assert.Equal(new float[1], await reranker.ScoreAsync("", ["cat"], BatchCall.Interactive, default));
    }

    private static LateInteraction Create() =>
        new(
            SampleModels.Pooled with
            {
                Kind = ModelKind.Rerank,
                Scoring = RerankScoring.LateInteraction,
            },
            Tokenizer,
            TokenVectors.Read(Model, Tokenizer.VocabularySize, 16)
        );
}
