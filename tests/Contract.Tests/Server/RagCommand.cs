using System.Diagnostics;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Server;

/// <summary>The <c>rag</c> program as a person runs it: a process with an exit code and two streams.</summary>
internal static class RagCommand
{
    /// <summary>Runs a command against a server, to its end.</summary>
    /// <param name="server">A client of the server.</param>
    /// <param name="arguments">The command line.</param>
    internal static Task<(int ExitCode, string Output, string Messages)> RunAsync(HttpClient server, params string[] arguments) =>
        TypeAsync(server, "", arguments);

    /// <summary>Runs a command that reads what a person types.</summary>
    /// <param name="server">A client of the server.</param>
    /// <param name="input">All that is typed; its end ends the input.</param>
    /// <param name="arguments">The command line.</param>
    internal static Task<(int ExitCode, string Output, string Messages)> TypeAsync(
        HttpClient server,
        string input,
        params string[] arguments
    ) => TypeAsync(server, input, null, arguments);

    /// <summary>Runs a command with a key in the environment.</summary>
    /// <param name="server">A client of the server.</param>
    /// <param name="key">The key.</param>
    /// <param name="arguments">The command line.</param>
    internal static Task<(int ExitCode, string Output, string Messages)> RunWithKeyAsync(
        HttpClient server,
        string key,
        params string[] arguments
    ) => TypeAsync(server, "", key, arguments);

    private static async Task<(int ExitCode, string Output, string Messages)> TypeAsync(
        HttpClient server,
        string input,
        string? key,
        string[] arguments
    )
    {
        ProcessStartInfo start = new(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "rag.dll"), .. arguments, "--server", server.BaseAddress!.ToString()]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (key is not null)
            start.Environment["RAG_API_KEY"] = key;
        using Process process = Process.Start(start)!;
        using CancellationTokenSource patience = new(TestPatience.Max);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> messages = process.StandardError.ReadToEndAsync(patience.Token);
            await TypeAsync(process, input);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await messages);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    // A command that needs no input may have ended before it is written.
    private static async Task TypeAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException) when (input.Length == 0) { }
    }
}
