using System.Diagnostics;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Crashes;

/// <summary>The process that writes is killed with SIGKILL at a random moment, again and again over the same data folder.</summary>
public sealed class KillTests
{
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("RAG_TEST_KILL_ROUNDS"), out int rounds) ? rounds : 8;

    [Fact]
    public async Task KilledWriter_LosesNothingAcknowledged()
    {
        using TempFolder folder = new();
        Random random = new(20_260);
        Acknowledgements acknowledgements = new();
        for (int round = 0; round < Rounds; round++)
        {
            using Process writer = CrashWriterProcess.Start(folder.FullPath, round * 100_000, 100_000, 8);
            int linesBeforeKill = random.Next(1, 300);
            for (int line = 0; line < linesBeforeKill; line++)
            {
                acknowledgements.Add(
                    await writer.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The writer ended by itself.")
                );
            }

            writer.Kill();
            while (await writer.StandardOutput.ReadLineAsync() is { } line)
            {
                acknowledgements.Add(line);
            }

            await writer.WaitForExitAsync();
            await acknowledgements.VerifyAsync(folder.FullPath);
        }

        Assert.True(acknowledgements.Count > Rounds, "The writer was killed before it wrote anything.");
    }
}
