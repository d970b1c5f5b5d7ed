using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Jobs;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>What a job says about its documents, and when.</summary>
public abstract class JobConformance : StoreConformance
{
    private static readonly DocumentFailure Damaged = new(DocumentFailure.InvalidFile, "The file is damaged.");

    [Fact]
    public async Task Job_ListsAcceptedAndRefusedDocuments()
    {
        Job job = await Store.AcceptAsync(Papers, [Text("a", "one"), Text("b", "two")], [new RefusedUpload("c", Damaged)], None);
        Assert.Equal(["a", "b", "c"], job.Documents.Select(d => d.Name));
        Assert.Equal([JobDocumentState.Queued, JobDocumentState.Queued, JobDocumentState.Failed], job.Documents.Select(d => d.State));
        Assert.Equal(new JobDocument("c", null, 0, JobDocumentState.Failed, Damaged), job.Documents[2]);
        Assert.Equal((Papers, Time.GetUtcNow()), (job.Collection, job.CreatedAt));
        Assert.Matches("^[0-9a-f]{32}$", job.Id);
        Job found = (await Store.FindJobAsync(job.Id, None))!;
        Assert.Equal(job.Documents, found.Documents);
        Assert.Equal((job.Id, job.Collection, job.CreatedAt), (found.Id, found.Collection, found.CreatedAt));
        Assert.Null(await Store.FindJobAsync("unknown", None));
    }

    [Fact]
    public async Task RefusedDocumentsAlone_MakeAFinishedJob()
    {
        Job job = await Store.AcceptAsync(Papers, [], [new RefusedUpload("c", Damaged)], None);
        Assert.True(job.IsFinished);
    }

    [Fact]
    public async Task Entry_FollowsItsVersion()
    {
        Job job = await Store.AcceptAsync(Papers, [Text("a", "one"), Text("b", "two")], [], None);
        await CommitAsync(job.Documents[0]);
        Assert.Equal(JobDocumentState.Indexed, await StateAsync(job));
        Assert.Equal(JobDocumentState.Queued, await StateAsync(job, 1));
        await Store.FailDocumentAsync(Papers, job.Documents[1].DocumentId!, 1, Damaged, None);
        Job found = (await Store.FindJobAsync(job.Id, None))!;
        Assert.Equal((JobDocumentState.Failed, Damaged), (found.Documents[1].State, found.Documents[1].Failure));
        Assert.True(found.IsFinished);
    }

    [Fact]
    public async Task Steps_StandInTheEntry_AndTheOneThatRunsEndsWithTheCommit()
    {
        DateTimeOffset began = Time.GetUtcNow();
        JobStep read = new("read", JobStepState.Done)
        {
            Attempts = 2,
            BeganAt = began,
            Took = TimeSpan.FromTicks(12_345),
        };
        JobStep skipped = new("embed", JobStepState.Skipped);
        Job job = await Store.AcceptAsync(Papers, [Text("a", "one"), Text("b", "two")], [], None);
        Time.Advance(TimeSpan.FromMilliseconds(250));
        IndexedDocument indexed = Indexed(job.Documents[0].DocumentId!, 1) with
        {
            Steps = [read, new JobStep("commit", JobStepState.Running) { Attempts = 1, BeganAt = began }],
        };
        await Store.CommitIndexedAsync(indexed, None);
        await Store.FailDocumentAsync(
            Papers,
            job.Documents[1].DocumentId!,
            1,
            Damaged,
            [read with { State = JobStepState.Failed }, skipped],
            None
        );
        Job found = (await Store.FindJobAsync(job.Id, None))!;
        Assert.Equal(
            [
                read,
                new JobStep("commit", JobStepState.Done)
                {
                    Attempts = 1,
                    BeganAt = began,
                    Took = TimeSpan.FromMilliseconds(250),
                },
            ],
            found.Documents[0].Steps
        );
        Assert.Equal([read with { State = JobStepState.Failed }, skipped], found.Documents[1].Steps);
    }

    [Fact]
    public async Task NewerVersion_SupersedesTheEntryThatWaits()
    {
        Job first = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        Job second = await Store.AcceptAsync(Papers, [Text("a", "two")], [], None);
        Assert.Equal(JobDocumentState.Superseded, await StateAsync(first));
        await CommitAsync(second.Documents[0]);
        Assert.Equal(JobDocumentState.Superseded, await StateAsync(first));
        Assert.Equal(JobDocumentState.Indexed, await StateAsync(second));
    }

    [Fact]
    public async Task Deletion_SupersedesTheEntryThatWaits()
    {
        Job job = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        await Store.DeleteDocumentAsync(Papers, job.Documents[0].DocumentId!, None);
        Assert.Equal(JobDocumentState.Superseded, await StateAsync(job));
    }

    [Fact]
    public async Task SameVersionWhileItWaits_IsQueuedAndFinishesWithIt()
    {
        Job first = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        Job second = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        Job third = await Store.AcceptAsync(Papers, [Text("b", "one")], [], None);
        Assert.Equal((JobDocumentState.Queued, 1), (second.Documents[0].State, second.Documents[0].Generation));
        Assert.Equal((JobDocumentState.Queued, 1), (third.Documents[0].State, third.Documents[0].Generation));
        await CommitAsync(first.Documents[0]);
        Assert.Equal(
            [JobDocumentState.Indexed, JobDocumentState.Indexed, JobDocumentState.Indexed],
            [await StateAsync(first), await StateAsync(second), await StateAsync(third)]
        );
    }

    [Fact]
    public async Task SameDocumentTwiceInOneRequest_TheLaterWins()
    {
        Job job = await Store.AcceptAsync(Papers, [Text("a", "one"), Text("a", "two")], [], None);
        Assert.Equal(job.Documents[0].DocumentId, job.Documents[1].DocumentId);
        Assert.Equal([JobDocumentState.Superseded, JobDocumentState.Queued], job.Documents.Select(d => d.State));
        Assert.Equal(Bytes("two"), await Store.ReadContentAsync(Papers, job.Documents[1].DocumentId!, 2, None));
    }

    [Fact]
    public async Task SameContentTwiceInOneRequest_IsOneDocument()
    {
        Job job = await Store.AcceptAsync(Papers, [Text("a", "one"), Text("b", "one")], [], None);
        Assert.Equal(job.Documents[0].DocumentId, job.Documents[1].DocumentId);
        await CommitAsync(job.Documents[0]);
        Assert.True((await Store.FindJobAsync(job.Id, None))!.IsFinished);
    }

    [Fact]
    public async Task RetriedVersion_FinishesItsNewJobOnly()
    {
        Job first = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        await Store.FailDocumentAsync(Papers, first.Documents[0].DocumentId!, 1, Damaged, None);
        Job second = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        await CommitAsync(second.Documents[0]);
        Assert.Equal(JobDocumentState.Failed, await StateAsync(first));
        Assert.Equal(JobDocumentState.Indexed, await StateAsync(second));
    }

    [Fact]
    public async Task FinishedJobs_AreDroppedAfterThirtyDaysAndWaitingOnesStay()
    {
        Job finished = await Store.AcceptAsync(Papers, [], [new RefusedUpload("c", Damaged)], None);
        Job waiting = await Store.AcceptAsync(Papers, [Text("a", "one")], [], None);
        Time.Advance(TimeSpan.FromDays(29));
        await ReopenAsync();
        Assert.NotNull(await Store.FindJobAsync(finished.Id, None));
        Time.Advance(TimeSpan.FromDays(2));
        await ReopenAsync();
        Assert.Null(await Store.FindJobAsync(finished.Id, None));
        Assert.NotNull(await Store.FindJobAsync(waiting.Id, None));
    }
}
