using System.Diagnostics;
using System.Text;

namespace RagCluster.Storage.Encryption;

/// <summary>Gets keys from where settings say. No message repeats a key, what a command wrote, or the command itself.</summary>
/// <param name="Setting">The setting that holds the keys; those of the file and of the command end in <c>File</c> and
/// <c>Command</c>.</param>
/// <param name="Given">The keys, or null.</param>
/// <param name="File">The file that holds them, or null.</param>
/// <param name="Command">The command that writes them, or null.</param>
public sealed record KeySource(string Setting, string? Given, string? File, string? Command)
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    private static readonly TimeSpan CommandMax = TimeSpan.FromSeconds(30);

    /// <summary>What was given, and where it comes from; null when none is set.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">The file or the command fails; the message names the setting.</exception>
    public async Task<KeyText?> ReadAsync(CancellationToken cancellationToken)
    {
        if (Given is { Length: > 0 } given)
            return new KeyText(given, Setting);
        if (File is { Length: > 0 } file)
            return await FromFileAsync(file, cancellationToken);
        return Command is { Length: > 0 } command
            ? new KeyText(await RunAsync(command, cancellationToken), $"What the command of {Setting}Command writes")
            : null;
    }

    /// <summary>Reads a key as people write it: 64 hexadecimal digits, or 32 bytes in base64.</summary>
    /// <param name="text">The text without white space around it.</param>
    /// <returns>Its bytes; null when it is no key.</returns>
    public static byte[]? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 2 * KeyBytes && text.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(text);
        byte[] bytes = new byte[KeyBytes];
        return Convert.TryFromBase64String(text, bytes, out int count) && count == KeyBytes ? bytes : null;
    }

    private async Task<KeyText> FromFileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            byte[] bytes = await System.IO.File.ReadAllBytesAsync(file, cancellationToken);
            // A file of that length holds no text of a key, which is longer.
            string text = bytes.Length == KeyBytes ? Convert.ToHexStringLower(bytes) : Encoding.UTF8.GetString(bytes);
            return new KeyText(text, $"The file of {Setting}File ('{file}')");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{Setting}File can't be read: {error.Message}");
        }
    }

    private async Task<string> RunAsync(string command, CancellationToken cancellationToken)
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
                        $"The command of {Setting}Command ended with {process.ExitCode}: run it by hand to see why."
                    )
                );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new ArgumentException($"The command of {Setting}Command did not end within 30 seconds.");
        }
    }
}
