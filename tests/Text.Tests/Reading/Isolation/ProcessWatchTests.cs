using System.Diagnostics;
using System.Runtime.Versioning;
using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Tests.Reading.Isolation;

[SupportedOSPlatform("linux")]
public sealed class ProcessWatchTests
{
    private const string Busy = "while :; do :; done";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Over = TimeSpan.FromMilliseconds(300);
    private static readonly ProcessLimits Limits = new()
    {
        CpuTimeMax = TimeSpan.FromMinutes(5),
        WallTimeMax = Limit,
        TimePerMegabyte = TimeSpan.Zero,
    };

    [Fact]
    public async Task Check_ProcessThatWaitsForAProcessor_IsNotLateByTheTimeItWaited()
    {
        using Process rival = Start(Busy);
        using Process process = Start(Busy);
        try
        {
            // Both on one processor, which the rival gets nearly always.
            rival.ProcessorAffinity = process.ProcessorAffinity = LowestBit(process.ProcessorAffinity);
            process.PriorityClass = ProcessPriorityClass.Idle;
            StoppedTime time = new();
            ProcessWatch watch = new(process, 0, Limits, time, time.GetTimestamp());
            Assert.Equal(ReadingFailure.None, watch.Check());

            time.Elapsed = Limit + Over;
            Assert.True(await EventuallyAsync(() => watch.Check() == ReadingFailure.None), "The time in line is counted.");

            time.Elapsed = 6 * Limit + Over;
            Assert.Equal(ReadingFailure.WallTime, watch.Check());
        }
        finally
        {
            rival.Kill();
            process.Kill();
        }
    }

    [Fact]
    public async Task Check_ProcessThatSleeps_IsLateFromItsLimitOn()
    {
        using Process process = Start("exec sleep 600");
        try
        {
            StoppedTime time = new();
            ProcessWatch watch = new(process, 0, Limits, time, time.GetTimestamp());
            Assert.Equal(ReadingFailure.None, watch.Check());
            time.Elapsed = Limit;
            Assert.Equal(ReadingFailure.None, watch.Check());

            time.Elapsed = Limit + Over;

            // A shell that has just begun to sleep may have stood in line for a moment.
            Assert.True(await EventuallyAsync(() => watch.Check() == ReadingFailure.WallTime));
        }
        finally
        {
            process.Kill();
        }
    }

    private static Process Start(string script) => Process.Start("/bin/sh", ["-c", script]);

    private static nint LowestBit(nint mask) => mask & -mask;

    private static async Task<bool> EventuallyAsync(Func<bool> condition)
    {
        long began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Deadline)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return true;
    }

    private sealed class StoppedTime : TimeProvider
    {
        internal TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
