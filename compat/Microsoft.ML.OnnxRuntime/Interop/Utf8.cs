using System.Text;

namespace Microsoft.ML.OnnxRuntime.Interop;

internal static class Utf8
{
    /// <summary>The text as zero-terminated bytes in memory that the collector never moves.</summary>
    public static byte[] Terminated(string text)
    {
        byte[] bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(text) + 1, pinned: true);
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
