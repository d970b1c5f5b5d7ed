using System.Diagnostics;

namespace RagCluster.Chart.Tests.Rendering;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>Runs it and returns its exit code and what it wrote.</summary>
    internal static async Task<Outcome> RunAsync(string program, string folder, string? input, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await errors);
    }
}
