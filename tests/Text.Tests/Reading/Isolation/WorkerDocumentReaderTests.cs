using RagCluster.Text.Reading;
using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Tests.Reading.Isolation;

public sealed class WorkerDocumentReaderTests
{
    private static readonly ProcessLimits Tight = new()
    {
        CpuTimeMax = TimeSpan.FromSeconds(1),
        WallTimeMax = TimeSpan.FromSeconds(2),
        OutputBytesMax = 10_000,
    };

    [Theory]
    [InlineData("exec sleep 60", UnreadableDocumentException.InvalidFile, "longer than 2 s")]
    [InlineData("while :; do :; done", UnreadableDocumentException.InvalidFile, "took")]
    [InlineData("exit 3", UnreadableDocumentException.InvalidFile, "exit code 3")]
    [InlineData("kill -SEGV $$", UnreadableDocumentException.InvalidFile, "exit code 139")]
    [InlineData("echo rubbish", UnreadableDocumentException.ServerError, "cannot be understood")]
    [InlineData("exec yes", UnreadableDocumentException.InvalidFile, "too much text")]
    [InlineData(
        "cat > /dev/null; echo '{\"Code\":\"invalid_file\",\"Message\":\"Because.\"}'",
        UnreadableDocumentException.InvalidFile,
        "Because."
    )]
    public async Task ReadAsync_WorkerThatMisbehaves_HarmsOnlyItsFile(string script, string code, string message)
    {
        var reader = new WorkerDocumentReader(new WorkerCommand("/bin/sh", ["-c", script]) { Limits = Tight }, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<UnreadableDocumentException>(() =>
            reader.ReadAsync(new byte[200_000], "x", CancellationToken.None)
        );

        Assert.Equal(code, refusal.Code);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_MissingProgram_IsOurFault()
    {
        var reader = new WorkerDocumentReader(new WorkerCommand("/nonexistent/program", []) { Limits = Tight }, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<UnreadableDocumentException>(() =>
            reader.ReadAsync(new byte[1], "x", CancellationToken.None)
        );

        Assert.Equal(UnreadableDocumentException.ServerError, refusal.Code);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_EndsTheProcess()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        var reader = new WorkerDocumentReader(new WorkerCommand("/bin/sh", ["-c", "exec sleep 60"]), TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(new byte[1], "x", cancel.Token));
    }
}
