using System.Buffers;
using System.Text;

namespace RagCluster.Text.Tokenizing;

/// <summary>Characters being collected: in the caller's memory while they fit, then in a rented array.</summary>
internal ref struct CharBuffer(Span<char> initial)
{
    private Span<char> _chars = initial;
    private char[]? _rented;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Written => _chars[..Length];

    public void Clear() => Length = 0;

    public void Append(char value)
    {
        if (Length == _chars.Length)
            Grow(1);

        _chars[Length++] = value;
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        if (Length + value.Length > _chars.Length)
            Grow(value.Length);

        value.CopyTo(_chars[Length..]);
        Length += value.Length;
    }

    public void Append(Rune rune)
    {
        if (Length + 2 > _chars.Length)
            Grow(2);

        Length += rune.EncodeToUtf16(_chars[Length..]);
    }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<char>.Shared.Return(_rented);

        _rented = null;
        _chars = default;
        Length = 0;
    }

    private void Grow(int more)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(_chars.Length * 2, Length + more));
        Written.CopyTo(larger);
        if (_rented is not null)
            ArrayPool<char>.Shared.Return(_rented);

        _chars = _rented = larger;
    }
}
