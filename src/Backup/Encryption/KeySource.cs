using System.Diagnostics;

namespace RagCluster.Backup.Encryption;

/// <summary>Gets the key from where the settings say. No message repeats the key, what a command wrote, or the command itself.</summary>
internal static class KeySource
{
    private static readonly TimeSpan CommandMax = TimeSpan.FromSeconds(30);

    /// <summary>The key; null when none is set.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">What the settings lead to is no key.</exception>
    internal static async Task<BackupKey?> ReadAsync(BackupOptions options, CancellationToken cancellationToken)
    {
        if (options.Key is { Length: > 0 } given)
            return BackupKey.Parse(given, "RAG__Backup__Key");
        if (options.KeyFile is { Length: > 0 } file)
            return await FromFileAsync(file, cancellationToken);
        return options.KeyCommand is { Length: > 0 } command
            ? BackupKey.Parse(await RunAsync(command, cancellationToken), "What the command of RAG__Backup__KeyCommand writes")
            : null;
    }

    private static async Task<BackupKey> FromFileAsync(string file, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"RAG__Backup__KeyFile can't be read: {error.Message}");
        }

        return bytes.Length == BackupKey.Length
            ? new BackupKey(bytes)
            : BackupKey.Parse(System.Text.Encoding.ASCII.GetString(bytes), $"The file of RAG__Backup__KeyFile ('{file}')");
    }

    private static async Task<string> RunAsync(string command, CancellationToken cancellationToken)
    {
        (string shell, string flag) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        using Process process = Process.Start(new ProcessStartInfo(shell, [flag, command]) { RedirectStandardOutput = true })!;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(CommandMax);
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0
                ? output
                : throw new ArgumentException(
                    FormattableString.Invariant(
                        $"The command of RAG__Backup__KeyCommand ended with {process.ExitCode}: run it by hand to see why."
                    )
                );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new ArgumentException("The command of RAG__Backup__KeyCommand did not end within 30 seconds.");
        }
    }
}
