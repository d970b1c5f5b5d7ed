using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>One life of one silo: its endpoint and the second in which it started (its generation).</summary>
[Immutable, GenerateSerializer, SuppressReferenceTracking]
[JsonConverter(typeof(SiloAddressConverter))]
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>, ISpanFormattable, IParsable<SiloAddress>
{
    private static readonly long Epoch = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static long _lastGeneration;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
    }

    public static SiloAddress Zero { get; } = New(new IPAddress(0), 0, 0);

    [Id(0)]
    public IPEndPoint Endpoint { get; }

    [Id(1)]
    public int Generation { get; }

    /// <summary>Clients have negative generations.</summary>
    public bool IsClient => Generation < 0;

    public static SiloAddress New(IPEndPoint ep, int gen) => New(ep.Address, ep.Port, gen);

    public static SiloAddress New(IPAddress address, int port, int generation) =>
        new(new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port), generation);

    /// <summary>The next generation of this process: the seconds since 2022, never the same twice.</summary>
    public static int AllocateNewGeneration()
    {
        long now = (TimeProvider.System.GetUtcNow().Ticks - Epoch) / TimeSpan.TicksPerSecond;
        while (true)
        {
            long last = Interlocked.Read(ref _lastGeneration);
            long next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastGeneration, next, last) == last)
                return unchecked((int)next);
        }
    }

    public static SiloAddress FromParsableString(string addr) => Parse(addr, null);

    public static SiloAddress Parse(string value) => Parse(value, null);

    public static SiloAddress Parse(string value, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return TryParse(value, provider, out SiloAddress? result)
            ? result
            : throw new FormatException("Invalid string SiloAddress: " + value);
    }

    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out SiloAddress? result) =>
        TryParse(value, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? value, IFormatProvider? provider, [NotNullWhen(true)] out SiloAddress? result)
    {
        result = null;
        int at = value?.LastIndexOf('@') ?? -1;
        if (at < 0 || !IPEndPoint.TryParse(value.AsSpan(0, at), out IPEndPoint? endpoint))
            return false;
        if (!int.TryParse(value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int generation))
            return false;
        result = New(endpoint, generation);
        return true;
    }

    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Address}:{Endpoint.Port}@{Generation}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsClient ? 'C' : 'S')}{Endpoint}:{Generation}");

    public string ToStringWithHashCode() => string.Create(CultureInfo.InvariantCulture, $"{this}/x{GetConsistentHashCode():X8}");

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => format == "H" ? ToStringWithHashCode() : ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"{(format is "H" ? ToStringWithHashCode() : ToString())}", out charsWritten);

    public bool Equals([NotNullWhen(true)] SiloAddress? other) =>
        ReferenceEquals(this, other) || (other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint));

    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    public override int GetHashCode() => Endpoint.GetHashCode() ^ Generation;

    public int GetConsistentHashCode()
    {
        Span<byte> bytes = stackalloc byte[24];
        bytes.Clear();
        Endpoint.Address.TryWriteBytes(bytes, out _);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Endpoint.Port);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], Generation);
        return (int)StableHash.ComputeHash(bytes);
    }

    public bool IsSuccessorOf(SiloAddress other) =>
        Endpoint.Equals(other.Endpoint) && other.Generation > 0 && Generation > other.Generation;

    public bool IsPredecessorOf(SiloAddress other) => Endpoint.Equals(other.Endpoint) && Generation > 0 && Generation < other.Generation;

    public int CompareTo(SiloAddress? other)
    {
        if (other is null)
            return 1;
        int order = Generation.CompareTo(other.Generation);
        if (order == 0)
            order = Endpoint.Port.CompareTo(other.Endpoint.Port);
        return order != 0 ? order : Endpoint.Address.GetAddressBytes().AsSpan().SequenceCompareTo(other.Endpoint.Address.GetAddressBytes());
    }
}
