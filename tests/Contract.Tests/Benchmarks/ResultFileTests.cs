using RagCluster.Benchmarks;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Benchmarks;

/// <summary>The figures over time.</summary>
public sealed class ResultFileTests
{
    [Fact]
    public async Task SecondRun_IsAppendedBelowOneHeader()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.FullPath, "results", "engine.csv");
        await ResultFile.AppendAsync(
            path,
            "abc",
            "quick",
            [new Figure("in-silo ping", "rate, best", 12.5, "calls/s")],
            CancellationToken.None
        );
        await ResultFile.AppendAsync(
            path,
            "def-dirty",
            "vectors --rows 1000000 --peers hnswlib,usearch",
            [new Figure("in-silo ping", "rate, best", 13, "calls/s")],
            CancellationToken.None
        );
        string[] lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(3, lines.Length);
        Assert.Equal("date,commit,cores,mode,case,figure,value,unit", lines[0]);
        Assert.EndsWith(
            $",abc,{Environment.ProcessorCount},quick,in-silo ping,\"rate, best\",12.5,calls/s",
            lines[1],
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            $",def-dirty,{Environment.ProcessorCount},\"vectors --rows 1000000 --peers hnswlib,usearch\",in-silo ping,\"rate, "
                + $"best\",13,calls/s",
            lines[2],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task FoldersOfTheMachine_AreLeftOut()
    {
        using TempFolder folder = new();
        string path = Path.Combine(folder.FullPath, "recall.csv");
        await ResultFile.AppendAsync(
            path,
            "abc",
            "recall --collection /home/somebody/data/scifact --out=/tmp/x.csv",
            [new Figure("/srv/models/mini.onnx at 2/3", "rate", 1, "calls/s")],
            CancellationToken.None
        );
        Assert.EndsWith(
            ",recall --collection scifact --out=x.csv,mini.onnx at 2/3,rate,1,calls/s",
            (await File.ReadAllLinesAsync(path))[1],
            StringComparison.Ordinal
        );
    }
}
