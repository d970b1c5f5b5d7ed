using RagCluster.Cli;
using RagCluster.Contract.Tests.Output;
using RagCluster.Contract.Tests.Server;

namespace RagCluster.Contract.Tests.Commands;

/// <summary>What a person types at <c>rag</c>, up to what it says.</summary>
public sealed class CommandLineRunTests
{
    [Theory]
    [InlineData("help", "Usage:")]
    [InlineData("help collections", "collections [command]")]
    [InlineData("help ask", "ask <query>")]
    [InlineData("collections", "collections [command]")]
    public async Task Help_IsPrinted(string line, string part)
    {
        await using FixedServer server = new(200, "{}");
        (int code, string output, string messages) = await RagCommand.RunAsync(server.Http, line.Split(' '));
        Assert.Equal((ExitCodes.Ok, ""), (code, messages));
        Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_SaysWhatItUnderstands_AndAsksNoCommand()
    {
        await using FixedServer server = new(200, Answer("""{"text":"Five years.","citations":["1"]}"""));
        (int code, string output, string messages) = await RagCommand.TypeAsync(
            server.Http,
            "/help\n/foo bar\n/etc/passwd is what?\n",
            "chat",
            "-c",
            "main"
        );
        Assert.Equal(ExitCodes.Ok, code);
        string[] notes = messages.TrimEnd('\n').Split('\n');
        Assert.Equal(3, notes.Length);
        Assert.Contains("/good and /bad rate an answer", notes[1], StringComparison.Ordinal);
        Assert.StartsWith("There is no /foo here. /new begins", notes[2], StringComparison.Ordinal);
        // A path is no command.
        Assert.StartsWith("/etc/passwd is what?", output, StringComparison.Ordinal);
        Assert.DoesNotContain("bar", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_HasItsCitationOnALineOfItsOwn()
    {
        await using FixedServer server = new(200, Answer("""{"text":"run({\n});","citations":["2"],"kind":"code"}"""));
        (_, string output, _) = await RagCommand.RunAsync(server.Http, "ask", "q", "-c", "main");
        string[] lines = [.. output.Split('\n').Select(line => line.TrimEnd())];
        Assert.Equal(["q", "      run({", "      });", "  [2]"], lines[..4]);
    }

    [Fact]
    public async Task WhatWasLeftOut_IsPrintedWithItsReason()
    {
        const string Dropped = """ "dropped_sentences":1,"dropped":[{"text":"It costs 9 euros.","reason":"not_in_sources"}],"took_ms" """;
        string answer = Answer("""{"text":"Five years.","citations":["1"]}""").Replace("\"took_ms\"", Dropped, StringComparison.Ordinal);
        await using FixedServer server = new(200, answer);
        (_, string output, _) = await RagCommand.RunAsync(server.Http, "ask", "q", "-c", "main");
        Assert.Contains("  Left out, not in the sources: “It costs 9 euros.”", output, StringComparison.Ordinal);
        Assert.Contains(", 1 sentence(s) left out", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_SaysThatTheChatModelIsLeftAlone_AndUntilWhen()
    {
        await using FixedServer server = new(
            200,
            """{"version":"1","engine":"e","grains":[],"chat_model":"m","chat_model_rests_until":"2026-11-27T05:00:10Z","data":[]}"""
        );
        (_, string output, _) = await RagCommand.RunAsync(server.Http, "status");
        Assert.Contains(
            "answers: quoted from the documents; m failed several times and is left alone until ",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains(":00:10", output, StringComparison.Ordinal);
    }

    private static string Answer(string sentence) =>
        $$"""{"query":"q","answer":"a","sentences":[{{sentence}}],"citations":[],"answered_by":"extractive","took_ms":1}""";
}
