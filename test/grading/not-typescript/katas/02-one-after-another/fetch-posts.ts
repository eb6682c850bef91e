def fetch_posts(urls):
    return [f"[{fetch(url).status}] {url}" for url in urls]
