using System.Buffers;
using System.Diagnostics;
using System.Text;
using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Tests.Reading.Worker;

public sealed class ReadingWorkerTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task RunAsync_InputThatEndsWhileAFileIsRead_EndsTheProcess()
    {
        using Process worker = Start();
        ReplyInput replies = new(worker.StandardOutput.BaseStream, 1 << 20);
        Assert.Equal(WorkerReplyKind.Ready, (await NextAsync(replies)).Kind);
        await SendAsync(worker, Hostile());

        worker.StandardInput.Close();

        await worker.WaitForExitAsync(CancellationToken.None).WaitAsync(Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task RunAsync_RepliesBeforeAFileThatTakesLong_DoNotWaitForIt()
    {
        using Process worker = Start();
        ReplyInput replies = new(worker.StandardOutput.BaseStream, 1 << 20);
        Assert.Equal(WorkerReplyKind.Ready, (await NextAsync(replies)).Kind);
        try
        {
            await SendAsync(worker, "# One"u8.ToArray(), "# Two"u8.ToArray(), Hostile());

            Assert.Equal("One", (await NextAsync(replies)).Document!.Text);
            Assert.Equal("Two", (await NextAsync(replies)).Document!.Text);
        }
        finally
        {
            worker.Kill();
        }
    }

    private static byte[] Hostile() => Encoding.UTF8.GetBytes("# Links\n\n" + string.Concat(Enumerable.Repeat("[a](", 400_000)));

    private static Process Start() =>
        WorkerStart.Start(TestReaders.WorkerProgram, TimeSpan.FromMinutes(5), TestReaders.WorkerProgram.Limits.MemoryFor(1 << 20));

    private static async Task SendAsync(Process worker, params byte[][] files)
    {
        ArrayBufferWriter<byte> buffer = new();
        foreach (byte[] file in files)
        {
            WorkerFrames.WriteHead(buffer, new WorkerRequest(WorkerRequestKind.File, "note.md", file));
            buffer.Write(file);
        }

        await worker.StandardInput.BaseStream.WriteAsync(buffer.WrittenMemory);
        await worker.StandardInput.BaseStream.FlushAsync();
    }

    private static async Task<WorkerReply> NextAsync(ReplyInput replies)
    {
        using CancellationTokenSource deadline = new(Deadline, TimeProvider.System);
        while (true)
        {
            if (replies.TryTake() is { } reply)
                return reply;
            Assert.True(await replies.FillAsync(deadline.Token));
        }
    }
}
