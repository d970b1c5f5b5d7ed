using RagCluster.Planning.Queries.Superposition;

namespace RagCluster.Planning.Tests.Queries.Superposition;

public sealed class RetrievalPlansTests
{
    [Fact]
    public void EveryClass_RunsALegAndAsksForVectorsOnlyWithOne()
    {
        foreach (QueryClass queryClass in Enum.GetValues<QueryClass>())
        {
            foreach (bool hasVector in new[] { true, false })
            {
                RetrievalPlan plan = RetrievalPlans.Choose(queryClass, hasVector, 10);
                Assert.True(plan.UseBm25 || plan.UseVectors);
                Assert.Equal(hasVector, plan.UseVectors);
                Assert.InRange(plan.DenseWeight, 0, hasVector ? 1 : 0);
            }
        }
    }

    [Theory]
    [InlineData(1, RetrievalPlans.CandidateDepthMin)]
    [InlineData(20, 80)]
    [InlineData(int.MaxValue, RetrievalPlans.CandidateDepthMax)]
    public void Depth_GrowsWithTheResultsWithinItsLimits(int resultCount, int depth) =>
        Assert.Equal(depth, RetrievalPlans.Choose(QueryClass.Question, true, resultCount).CandidateDepth);

    [Fact]
    public void Identifier_TrustsWordsMore() =>
        Assert.True(
            RetrievalPlans.Choose(QueryClass.Identifier, true, 10).DenseWeight
                < RetrievalPlans.Choose(QueryClass.Question, true, 10).DenseWeight
        );

    [Theory]
    [InlineData(QueryClass.Question, 0.15, 0.15)]
    [InlineData(QueryClass.Question, 0.4, 0.4)]
    [InlineData(QueryClass.Quoted, 0.4, RetrievalPlans.IdentifierDenseWeight)]
    [InlineData(QueryClass.Quoted, 0.05, 0.05)]
    public void Vectors_WeighWhatTheirModelIsWorth(QueryClass queryClass, double trust, double weight) =>
        Assert.Equal(weight, RetrievalPlans.Choose(queryClass, true, 10, trust).DenseWeight);

    [Fact]
    public void NoResults_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetrievalPlans.Choose(QueryClass.Keyword, true, 0));
}
