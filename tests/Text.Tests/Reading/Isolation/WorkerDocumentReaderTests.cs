using System.Diagnostics;
using System.Text;
using RagCluster.Text.Reading;
using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Tests.Reading.Isolation;

public sealed class WorkerDocumentReaderTests
{
    // A frame of one byte: "ready".
    private const string Ready = "printf '\\001\\000\\000\\000\\000'; ";
    private static readonly ProcessLimits Tight = new()
    {
        CpuTimeMax = TimeSpan.FromSeconds(1),
        WallTimeMax = TimeSpan.FromSeconds(2),
        TimePerMegabyte = TimeSpan.Zero,
        OutputBytesMax = 10_000,
    };

    [Theory]
    [InlineData(Ready + "exec sleep 60", UnreadableDocumentException.InvalidFile, "longer than 2 s")]
    [InlineData(Ready + "while :; do :; done", UnreadableDocumentException.InvalidFile, "1 s of processor time")]
    [InlineData(Ready + "exit 3", UnreadableDocumentException.InvalidFile, "exit code 3")]
    [InlineData(Ready + "kill -SEGV $$", UnreadableDocumentException.InvalidFile, "exit code 139")]
    [InlineData(Ready + "kill -KILL $$", UnreadableDocumentException.ServerError, "killed from outside")]
    [InlineData(Ready + "echo 'Stack overflow.' >&2; kill -ABRT $$", UnreadableDocumentException.InvalidFile, "nested too deeply")]
    [InlineData(Ready + "echo 'Out of memory.' >&2; kill -ABRT $$", UnreadableDocumentException.InvalidFile, "MB of memory")]
    [InlineData(
        Ready + "printf '\\004\\000\\000\\000\\377\\377\\377\\377'; exec sleep 60",
        UnreadableDocumentException.ServerError,
        "cannot be understood"
    )]
    [InlineData(Ready + "exec yes", UnreadableDocumentException.InvalidFile, "too much text")]
    [InlineData("exec echo rubbish", UnreadableDocumentException.ServerError, "cannot be understood")]
    [InlineData("exit 0", UnreadableDocumentException.ServerError, "did not start")]
    public async Task ReadAsync_WorkerThatMisbehaves_HarmsOnlyItsFile(string script, string code, string message)
    {
        // A test machine is busy: what works gets all the time that it needs to meet the limit of its processor time.
        ProcessLimits limits = script.Contains("sleep", StringComparison.Ordinal)
            ? Tight
            : Tight with
            {
                WallTimeMax = TimeSpan.FromMinutes(2),
            };
        await using WorkerDocumentReader reader = Reader(new WorkerCommand("/bin/sh", ["-c", script]) { Limits = limits });

        UnreadableDocumentException refusal = await Assert.ThrowsAsync<UnreadableDocumentException>(() =>
            ReadAsync(reader, new byte[200_000])
        );

        Assert.Equal(code, refusal.Code);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nonexistent/program")]
    // A shell whose output has ended and that has not exited yet, as any program does for a moment.
    [InlineData("/bin/sh", "-c", "exec >&-; sleep 0.3; exit 127")]
    public async Task ReadAsync_MissingProgram_IsOurFault(string program, params string[] arguments)
    {
        await using WorkerDocumentReader reader = Reader(new WorkerCommand(program, arguments) { Limits = Tight });

        UnreadableDocumentException refusal = await Assert.ThrowsAsync<UnreadableDocumentException>(() => ReadAsync(reader, new byte[1]));

        Assert.Equal(UnreadableDocumentException.ServerError, refusal.Code);
        Assert.Contains($"'{Path.GetFileName(program)}' was not found", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_DoesNotWaitForTheWorker()
    {
        using CancellationTokenSource cancel = new(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        await using WorkerDocumentReader reader = Reader(new WorkerCommand("/bin/sh", ["-c", Ready + "exec sleep 60"]));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ((IDocumentReader)reader).ReadAsync(new byte[1], "x", cancel.Token));
    }

    [Fact]
    public async Task ReadAsync_ManyFilesAmongOnesThatPassLimits_FailsThoseAloneAndReadsTheOthers()
    {
        await using WorkerDocumentReader reader = Reader(
            TestReaders.WorkerProgram with
            {
                Limits = new ProcessLimits { CpuTimeMax = TimeSpan.FromSeconds(1), WallTimeMax = TimeSpan.FromSeconds(60) },
            }
        );
        byte[] hostile = Encoding.UTF8.GetBytes("# Links\n\n" + string.Concat(Enumerable.Repeat("[a](", 100_000)));

        List<byte[]> files = Enumerable
            .Range(0, 100)
            .Select(i => i % 25 == 3 ? hostile : Encoding.UTF8.GetBytes($"# Note {i}\n\nThe **number** is {i}."))
            .ToList();
        List<Task<ExtractedDocument>> readings = files.ConvertAll(file => ReadAsync(reader, file, "note.md"));
        await Task.WhenAll(readings).ContinueWith(_ => { }, TaskScheduler.Default);

        for (int i = 0; i < files.Count; i++)
        {
            if (i % 25 != 3)
                Assert.Equal($"Note {i}\n\nThe number is {i}.", (await readings[i]).Text);
            else
                Assert.Contains(
                    "s of processor time",
                    (await Assert.ThrowsAsync<UnreadableDocumentException>(() => readings[i])).Message,
                    StringComparison.Ordinal
                );
        }
    }

    [Fact]
    public async Task ReadAsync_WhileSlowFilesTakeEveryPlaceForThem_ReadsOthersAndSendsFurtherSlowOnesAway()
    {
        ProcessLimits limits = new() { CpuTimeMax = TimeSpan.FromMinutes(5), WallTimeMax = TimeSpan.FromMinutes(10) };
        await using WorkerDocumentReader reader = Reader(TestReaders.WorkerProgram with { Limits = limits, ProcessesMax = 1 });
        using CancellationTokenSource end = new();
        byte[] hostile = Encoding.UTF8.GetBytes("# Links\n\n" + string.Concat(Enumerable.Repeat("[a](", 200_000)));
        List<Task<ExtractedDocument>> slow = Enumerable
            .Range(0, 4)
            .Select(_ => reader.ReadAsync(hostile, "slow.md", ReadingLane.Quick, end.Token))
            .ToList();

        ExtractedDocument document = await ReadAsync(reader, "Short."u8.ToArray(), "short.txt");

        Assert.Equal("Short.", document.Text);
        // Two have a place and are read on; the others hear that there is none, each as soon as it is known for a slow one.
        while (slow.Count(reading => !reading.IsCompleted) > 2)
            await Task.WhenAny(slow.Where(reading => !reading.IsCompleted));
        Assert.Equal(2, slow.Count(reading => reading.Exception?.InnerException is SlowDocumentException));
        Assert.Equal(2, slow.Count(reading => !reading.IsCompleted));
        long began = Stopwatch.GetTimestamp();
        await end.CancelAsync();
        await Task.WhenAll(slow).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.True(Stopwatch.GetElapsedTime(began) < limits.CpuTimeMax, "The slow readings went on after they were given up.");
    }

    [Fact]
    public async Task ReadAsync_FileThatNeedsMoreMemoryThanItMay_NamesThatLimit()
    {
        await using WorkerDocumentReader reader = Reader(
            TestReaders.WorkerProgram with
            {
                Limits = new ProcessLimits
                {
                    MemoryBytesMax = 64 << 20,
                    MemoryPerByte = 0,
                    CpuTimeMax = TimeSpan.FromSeconds(60),
                    WallTimeMax = TimeSpan.FromSeconds(60),
                },
            }
        );
        byte[] file = Encoding.UTF8.GetBytes("# A\n\n" + string.Concat(Enumerable.Repeat("**a** [b](c) `d`\n\n", 60_000)));

        UnreadableDocumentException refusal = await Assert.ThrowsAsync<UnreadableDocumentException>(() =>
            ReadAsync(reader, file, "large.md")
        );

        Assert.Contains("more than 64 MB of memory", refusal.Message, StringComparison.Ordinal);
    }

    private static WorkerDocumentReader Reader(WorkerCommand command) =>
        new(command, new SlowLane(SlowLane.PlacesDefault), TimeProvider.System);

    private static Task<ExtractedDocument> ReadAsync(WorkerDocumentReader reader, byte[] content, string name = "x") =>
        ((IDocumentReader)reader).ReadAsync(content, name, CancellationToken.None);
}
