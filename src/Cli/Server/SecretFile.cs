using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Cli.Server;

/// <summary>Files that only their owner may read: a secret on a command line could be read by everybody on the machine.</summary>
internal static class SecretFile
{
    private const int PasswordBytes = 24;

    /// <summary>A new password.</summary>
    internal static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));

    /// <summary>Writes a file anew. One that is there is removed first, since it would keep the rights that it has.</summary>
    internal static void Write(string path, string text)
    {
        File.Delete(path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using FileStream file = new(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
    }
}
