using System.Diagnostics;
using RagCluster.Contract.Tests.Server;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>Runs the scripts in <c>clients</c>, which use the official JavaScript clients from npm, unchanged.</summary>
internal static class NodeClients
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>Runs a script to its end and returns what it wrote.</summary>
    /// <param name="script">The script's name.</param>
    /// <param name="arguments">Its arguments.</param>
    internal static async Task<Reply> RunAsync(string script, params string[] arguments)
    {
        string folder = await Installed.Value;
        (int exitCode, string output, string errors) = await RunProgramAsync("node", folder, [script, .. arguments]);
        Assert.True(exitCode == 0, $"{output}\n{errors}");
        // A client may write lines of its own before.
        return new Reply(System.Net.HttpStatusCode.OK, "application/json", output.TrimEnd().Split('\n')[^1]);
    }

    /// <summary>Runs another program to its end and returns what it wrote.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    internal static async Task<Reply> RunProgramAsync(string program, params string[] arguments)
    {
        (int exitCode, string output, string errors) = await RunProgramAsync(program, Environment.CurrentDirectory, arguments);
        Assert.True(exitCode == 0, $"{output}\n{errors}");
        return new Reply(System.Net.HttpStatusCode.OK, "text/plain", output);
    }

    private static async Task<string> InstallAsync()
    {
        string folder = Path.Combine(SourceTree.Root, "tests", "Contract.Tests", "Faces", "clients");
        // npm writes this file last.
        FileInfo mark = new(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (!mark.Exists || mark.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
        {
            (int exitCode, _, string errors) = await RunProgramAsync(
                "npm",
                folder,
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            );
            Assert.True(exitCode == 0, errors);
        }

        return folder;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunProgramAsync(
        string program,
        string folder,
        string[] arguments
    )
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
