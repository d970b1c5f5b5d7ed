using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Feedback;

namespace RagCluster.Grains.Tests.Feedback;

/// <summary>What is kept of feedback outside experiments.</summary>
public sealed class FeedbackGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task WhatWasAcknowledged_OutlivesTheActivation_AndEndsWithTheCollection()
    {
        CollectionId collection = await cluster.NewCollectionAsync();
        IFeedbackGrain grain = cluster.Grains.GetGrain<IFeedbackGrain>(collection.ToString());
        string name = FeedbackName.Draw(collection.Name).ToString();
        AnswerFeedback given = new(name, DateTimeOffset.UnixEpoch, AnswerRating.Good, "1");
        await grain.RecordAsync(given, CancellationToken.None);
        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.FromTicks(1));

        FeedbackState state = await grain.GetAsync(CancellationToken.None);

        Assert.Equal((1, 0, 1), (state.Good, state.Bad, state.Opened));
        Assert.Equal([given], state.Latest);
        ICollectionGrain owner = cluster.Grains.GetGrain<ICollectionGrain>(collection.ToString());
        await owner.DeleteAsync(CancellationToken.None);
        await Assert.ThrowsAsync<RagException>(() => grain.RecordAsync(given, CancellationToken.None));
        await owner.CreateAsync(new CollectionSettings(), CancellationToken.None);
        Assert.Equal(0, (await grain.GetAsync(CancellationToken.None)).Good);
    }

    [Theory]
    [InlineData("answer:main.0123456789abcdef", "main")]
    [InlineData("answer:a-b_c.0123456789abcdef", "a-b_c")]
    [InlineData("main.0123456789abcdef", null)]
    [InlineData("answer:.0123456789abcdef", null)]
    [InlineData("answer:main.0123", null)]
    [InlineData("answer:main", null)]
    public void Name_IsReadAsItWasWritten(string text, string? collection)
    {
        FeedbackName? read = FeedbackName.TryParse(text);

        Assert.Equal(collection, read?.Collection);
        if (read is { } name)
            Assert.Equal(text, name.ToString());
    }
}
