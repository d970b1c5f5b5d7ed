using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Collections;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Grains.Tests.Collections;

/// <summary>What a change of model writes when it begins and when it is cancelled.</summary>
public sealed class ModelChangePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CollectionId Id = new("t", "c");
    private static readonly EmbeddingModel Next = new("next", "2", 8);

    [Fact]
    public void AChange_BeginsWithShardsWhoseNumbersAreNew()
    {
        ModelChangeWrite begun = ModelChangePlan.Begin(Collection(Settings), Next, "j", Now)!;
        Assert.Equal(Settings with { UnusedShard = 6, SecondModel = new ModelShards("next", "2", 8, 3, false, "j") }, begun.Settings);
        Assert.Equal(("j", Id, Now, 0), (begun.Job.Id, begun.Job.Collection, begun.Job.CreatedAt, begun.Job.Documents.Length));
        Assert.Equal(
            ("next", "old", ModelChangeStep.Embedding, 70L),
            (begun.Job.Change!.Model, begun.Job.Change.From, begun.Job.Change.Step, begun.Job.Change.ChunksTotal)
        );
        CollectionSettings third = Settings with { FirstShard = 3, UnusedShard = 6 };
        Assert.Equal(
            (6, 9),
            (
                ModelChangePlan.Begin(Collection(third), Next, "j", Now)!.Settings.SecondModel!.FirstShard,
                ModelChangePlan.Begin(Collection(third), Next, "j", Now)!.Settings.UnusedShard
            )
        );
    }

    [Fact]
    public void AModelThatAnswers_IsNotChangedTo_UnlessItsRevisionDiffers()
    {
        Assert.Null(ModelChangePlan.Begin(Collection(Settings), new EmbeddingModel("old", "1", 4), "j", Now));
        Assert.NotNull(ModelChangePlan.Begin(Collection(Settings), new EmbeddingModel("old", "2", 4), "j", Now));
    }

    [Fact]
    public void ASecondChange_IsRefusedWhileOneGoesOn()
    {
        CollectionSettings changing = ModelChangePlan.Begin(Collection(Settings), Next, "first", Now)!.Settings;
        RagException refused = Assert.Throws<RagException>(() => ModelChangePlan.Begin(Collection(changing), Next, "second", Now));
        Assert.Equal((ErrorKind.Conflict, "model-changing"), (refused.Kind, refused.Code));
        Assert.Contains("first", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACancelledChange_RemovesTheNewShards()
    {
        ModelChangeWrite begun = ModelChangePlan.Begin(Collection(Settings), Next, "j", Now)!;
        ModelChangeWrite cancelled = ModelChangePlan.Cancel(begun.Settings, begun.Job);
        Assert.Equal(Settings with { UnusedShard = 6 }, cancelled.Settings);
        ModelChange change = cancelled.Job.Change!;
        Assert.Equal((true, ModelChangeStep.Removing, 3), (change.IsCancelled, change.Step, change.RemovedShard));
    }

    [Fact]
    public void AChangeWhoseModelAnswers_IsNotCancelled()
    {
        ModelChangeWrite begun = ModelChangePlan.Begin(Collection(Settings), Next, "j", Now)!;
        Refused(begun.Settings, begun.Job with { Change = begun.Job.Change! with { Step = ModelChangeStep.Retiring } });
        Refused(begun.Settings with { SecondModel = begun.Settings.SecondModel! with { IsRetiring = true } }, begun.Job);
        Refused(begun.Settings with { SecondModel = begun.Settings.SecondModel! with { JobId = "other" } }, begun.Job);
        Refused(Settings, begun.Job);

        static void Refused(CollectionSettings settings, Job job) =>
            Assert.Equal("model-changed", Assert.Throws<RagException>(() => ModelChangePlan.Cancel(settings, job)).Code);
    }

    private static CollectionSettings Settings { get; } =
        new()
        {
            Model = "old",
            Revision = "1",
            Dimensions = 4,
            ShardCount = 3,
        };

    private static CollectionState Collection(CollectionSettings settings) => new(Id, settings, Now, 7, 7, 0, 70, 700);
}
